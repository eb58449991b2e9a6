/** The files of a bundle: their bytes by their names. */
export type NamedBytes = ReadonlyMap<string, Uint8Array>;
