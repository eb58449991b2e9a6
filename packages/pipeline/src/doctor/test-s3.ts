import { RampartError } from '@rampart/core';
import { openS3, parseS3, s3Error } from '../sources/s3-client.ts';
import { type ConnectionTest, medianLatency } from './connection-test.ts';
import { failedTest } from './test-connection.ts';

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
  const head = () => client.send(new sdk.HeadBucketCommand({ Bucket: bucket }));
  try {
    await head();
    const latencyMs = await medianLatency(head);
    const found = isBucketOnly
      ? undefined
      : await client.send(new sdk.HeadObjectCommand({ Bucket: bucket, Key: key })).catch(absent);
    const detail = [
      `bucket ${bucket}`,
      ...(isBucketOnly
        ? []
        : [found === undefined ? 'the object is not there yet' : `the object has ${found.ContentLength} bytes`]),
    ].join(', ');
    return { uri, host, ok: true, latencyMs, detail, cure: null };
  } catch (error) {
    const told = isMissing(error) ? noBucket(uri) : s3Error(uri, error);
    return failedTest(uri, host, told);
  } finally {
    client.destroy();
  }
}

function isMissing(error: unknown): boolean {
  return /^(?:NotFound|NoSuchKey|NoSuchBucket)$/.test((error as Error).name);
}

function absent(error: unknown): undefined {
  if (!isMissing(error)) throw error;
}

/** An answer to a question without a body names no reason: the question was about the bucket. */
function noBucket(uri: string): RampartError {
  return new RampartError('source', {
    where: uri,
    expected: 'a bucket that is there',
    received: 'none of that name',
    fix: 'Make it, or check the name and the endpoint in AWS_ENDPOINT_URL_S3.',
  });
}
