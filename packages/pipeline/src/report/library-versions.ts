import { codeVersion } from '@rampart/core/internal';
import type { useBackend } from '@rampart/core/tensor';

/** Versions that a bundle's numbers depend on. */
export function libraryVersions(backend: Awaited<ReturnType<typeof useBackend>>): Record<string, string> {
  return { rampart: codeVersion(), node: process.versions.node, [backend.name]: backend.version };
}
