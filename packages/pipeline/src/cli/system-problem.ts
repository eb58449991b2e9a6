import type { Problem } from '@rampart/core';

type Meaning = readonly [expected: string, received: string, fix: string];

const noPermission: Meaning = [
  'permission to use it',
  'none',
  'Change its permissions, or choose another place.',
];
const inUse: Meaning = [
  'a place that no other program holds',
  'one in use',
  'End the program that uses it, and try again.',
];

/** What is expected of a place, and what to do where the system refuses it, by the system's code. */
const meanings: Readonly<Record<string, Meaning>> = {
  ENOSPC: ['space to write to', 'a full disk', 'Make room there, or write to another disk.'],
  EDQUOT: ['space to write to', 'a used-up quota', 'Make room there, or write to another disk.'],
  EFBIG: ['space to write to', 'a file too large for its disk', 'Write to another disk.'],
  EROFS: ['a place that can be written to', 'a read-only file system', 'Choose a place on another disk.'],
  EACCES: noPermission,
  EPERM: noPermission,
  ENOENT: ['a place that is there or can be made', 'neither', 'Check its path, or choose another place.'],
  ENOTDIR: ['a directory at every step of its path', 'a file among them', 'Choose another place.'],
  EEXIST: ['a directory, or a name that is free', 'a file of that name', 'Choose another place.'],
  EISDIR: ['a file', 'a directory', 'Give the path of a file.'],
  ENOTEMPTY: ['an empty directory', 'one with files in it', 'Choose another place.'],
  ENAMETOOLONG: ['a name that its disk can keep', 'one that is too long', 'Choose a shorter name.'],
  ELOOP: ['a path that ends', 'links that lead to themselves', 'Choose another place.'],
  EBUSY: inUse,
  ETXTBSY: inUse,
  EIO: ['a disk that works', 'an error of the device', 'Check the disk, or choose another one.'],
  ENXIO: ['a file', 'a device that does not answer', 'Choose another place.'],
  EMFILE: [
    'fewer open files',
    'as many as one program may have',
    'Raise the limit (`ulimit -n`), and try again.',
  ],
  ENFILE: ['fewer open files', 'as many as this machine may have', 'Close other programs, and try again.'],
  ENOMEM: ['memory', 'none left', 'Close other programs, or use a machine with more.'],
  EADDRINUSE: ['a free address', 'one in use', 'Choose another port; 0 takes a free one.'],
  EADDRNOTAVAIL: [
    'an address of this machine',
    'one of another',
    'Choose another host; 127.0.0.1 is always there.',
  ],
};

/** An error of the operating system as a problem of the user's; undefined for every other error. */
export function systemProblem(error: unknown, places: readonly string[]): Problem | undefined {
  // Libraries wrap what the system told them.
  for (let cause = error, depth = 0; cause instanceof Error && depth < 8; cause = cause.cause, depth++) {
    const { code, syscall, path, dest, port, address } = cause as NodeJS.ErrnoException & {
      readonly dest?: string;
      readonly port?: number;
      readonly address?: string;
    };
    const meaning = code === undefined || syscall === undefined ? undefined : meanings[code];
    if (meaning === undefined) continue;
    const [expected, received, fix] = meaning;
    // A write to an open file does not say which: then it is one of those that the command line names.
    // Of a file that is put in place, the place.
    const at = dest ?? path ?? (address === undefined ? undefined : `${address}:${port}`);
    const where = at ?? (places.length > 0 ? places.join(' or ') : 'a file');
    return { where, expected, received: `${received} (${code})`, fix };
  }
  return undefined;
}
