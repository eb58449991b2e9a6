import { openS3, parseS3, s3Error } from '@rampart/core/connections/s3';
import { type ConnectionTest, failedTest, medianLatency } from './connection-test.ts';
import { counted } from '@rampart/core/internal/tables';

/** Tries to reach the bucket of an s3: URI; of the object, where one is named, it tells whether it is there. */
export async function testS3(uri: string): Promise<ConnectionTest> {
  const isBucketOnly = /^s3:\/\/[^/]+\/?$/i.test(uri);
  const { bucket, key } = parseS3(isBucketOnly ? `${uri.replace(/\/$/, '')}/-` : uri);
  const { sdk, client } = await openS3();
  const endpoint = await client.config.endpoint?.();
  const host =
    endpoint === undefined
      ? `s3.${await client.config.region()}.amazonaws.com`
      : `${endpoint.hostname}${endpoint.port === undefined ? '' : `:${endpoint.port}`}`;
  // A HEAD request would be answered without a word of what is wrong.
  const list = () =>
    client.send(
      new sdk.ListObjectsV2Command({ Bucket: bucket, Prefix: isBucketOnly ? '' : key, MaxKeys: 1 }),
    );
  try {
    const { Contents = [] } = await list();
    const latencyMs = await medianLatency(list);
    const found = Contents.find((object) => object.Key === key);
    const detail = [
      `bucket ${bucket}`,
      ...(isBucketOnly
        ? []
        : [
            found === undefined
              ? 'the object is not there yet'
              : `the object has ${counted(found.Size ?? 0, 'byte')}`,
          ]),
    ].join(', ');
    return { uri, host, ok: true, latencyMs, detail, cure: null };
  } catch (error) {
    return failedTest(uri, host, s3Error(uri, error));
  } finally {
    client.destroy();
  }
}
