import type * as S3Sdk from '@aws-sdk/client-s3';
import { RampartError } from '../errors.ts';
import { redact } from '../redact.ts';
import { missingLibrary } from './missing-library.ts';

/** The bucket and key of an s3: address. */
export interface S3Place {
  readonly bucket: string;
  readonly key: string;
}

/** Parses `s3://bucket/key`; the key is taken as it is written. */
export function parseS3(uri: string): S3Place {
  const [, bucket, key] = /^s3:\/\/([^/@:?#]+)\/(.+)$/is.exec(uri) ?? [];
  if (bucket === undefined || key === undefined) {
    throw new RampartError('usage', {
      where: String(redact(uri)),
      expected: 'an address such as s3://bucket/path/table.parquet',
      received: 'one without a bucket or a key',
      fix: 'Endpoint, region and keys are not part of it: they come from AWS_ENDPOINT_URL_S3, AWS_REGION, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.',
    });
  }
  return { bucket, key };
}

/** The S3 library, loaded when it is needed, and a client of it. */
export interface S3 {
  readonly sdk: typeof S3Sdk;
  readonly client: S3Sdk.S3Client;
}

/** The S3 library and a client for the endpoint, region and keys that the environment names; destroy it after use. */
export async function openS3(): Promise<S3> {
  const sdk = await import('@aws-sdk/client-s3').catch(missingLibrary('@aws-sdk/client-s3@3'));
  const endpoint = process.env['AWS_ENDPOINT_URL_S3'] ?? process.env['AWS_ENDPOINT_URL'];
  const region = process.env['AWS_REGION'] ?? process.env['AWS_DEFAULT_REGION'];
  const client = new sdk.S3Client({
    maxAttempts: 4,
    requestHandler: { connectionTimeout: 10_000, requestTimeout: 30_000, throwOnRequestTimeout: true },
    ...(endpoint !== undefined && {
      endpoint,
      region: region ?? 'us-east-1',
      forcePathStyle: true,
      // Stores other than Amazon's may save the checksums into the object.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    }),
  });
  return { sdk, client };
}

/** An error of the S3 library as a user can act on it, without the request that it keeps. */
export function s3Error(uri: string, error: unknown): unknown {
  if (error instanceof RampartError || !(error instanceof Error)) return error;
  const { name, code, $metadata } = error as NodeJS.ErrnoException & {
    $metadata?: { httpStatusCode?: number };
  };
  const status = $metadata?.httpStatusCode;
  const known = Object.entries(cures).find(([names]) =>
    names.split(' ').some((one) => one === name || one === code),
  );
  const [received, fix] = known?.[1] ?? [
    `${code ?? name}${status === undefined ? '' : ` (status ${status})`}: ${String(redact(error.message))}`,
    'Check the endpoint, the region and the keys in the environment.',
  ];
  return new RampartError('source', {
    where: uri,
    expected: 'an object that can be read and written',
    received,
    fix,
  });
}

const cures: Record<string, readonly [received: string, fix: string]> = {
  'NoSuchKey NotFound': ['no such object', 'Check the key for a typing error.'],
  NoSuchBucket: ['no such bucket', 'Check the bucket, and the endpoint in AWS_ENDPOINT_URL_S3.'],
  'AccessDenied Forbidden InvalidAccessKeyId SignatureDoesNotMatch XAdminUserNotFound': [
    'a refusal',
    'Check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and what they may do in this bucket.',
  ],
  'CredentialsProviderError CredentialsError': [
    'no keys in the environment',
    'Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.',
  ],
  'ECONNREFUSED ENOTFOUND EAI_AGAIN': [
    'a server that cannot be reached',
    'Check the network, and the endpoint in AWS_ENDPOINT_URL_S3.',
  ],
  TimeoutError: ['no answer for 30 s', 'Check the network, and the endpoint in AWS_ENDPOINT_URL_S3.'],
  'PreconditionFailed 412': [
    'another version of it than at the beginning',
    'Try again when it is no longer being written.',
  ],
};
