/** The field in which `ingest` keeps what it knows of a row beside its columns. */
export const metadataField = '_rampart';

/** The index by which a collection is read back in the order of its source. */
export const rowOrderIndex = {
  name: 'rampart_line',
  key: { [`${metadataField}.line`]: 1, _id: 1 },
} as const;
