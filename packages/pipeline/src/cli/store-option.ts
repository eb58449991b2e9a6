/** The option of the `data` commands that names a feature store. */
export const storeOption = {
  type: 'string',
  default: 'feature-store',
  describe: 'Directory of the feature store',
} as const;
