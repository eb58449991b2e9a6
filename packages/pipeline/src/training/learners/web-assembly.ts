/** The part of the WebAssembly interface that is used; Node's types leave it out. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Memory: new (limits: { initial: number; maximum: number; shared: boolean }) => KernelPages;
  readonly Instance: new (module: object, imports: object) => { readonly exports: object };
};

/** WebAssembly memory, of one thread or shared. */
export interface KernelPages {
  readonly buffer: ArrayBuffer | SharedArrayBuffer;
}

/** Memory of at least so many bytes, all zero; it never grows. What threads share is not freed before long. */
export function allocate(bytes: number, shared: boolean): KernelPages {
  const pages = Math.ceil(bytes / 65_536);
  return new WebAssembly.Memory({ initial: pages, maximum: pages, shared });
}

/** The module of a kernel in base64, for `instantiate`. */
export function compile(base64: string): object {
  return new WebAssembly.Module(Buffer.from(base64, 'base64'));
}

/** The functions of a kernel on a memory. */
export function instantiate(module: object, memory: KernelPages): object {
  return new WebAssembly.Instance(module, { env: { memory } }).exports;
}
