#!/usr/bin/env -S node --conditions=@rampart/source --import tsx
// `pnpm rampart` in a checkout: the command line from the sources, without a build. A program of the workspace, not
// a script of package.json, since pnpm announces scripts and their exit codes on standard error.
import './src/cli/main.ts';
