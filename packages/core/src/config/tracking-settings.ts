import { z } from 'zod';

/** Where a run's figures go beside the log in its own directory; no result depends on it. */
export const trackingSettings = z.strictObject({
  tensorboard: z
    .string()
    .min(1)
    .optional()
    .describe('Directory for event files that TensorBoard reads; each run gets a folder of its own'),
  mlflow: z
    .string()
    .refine(isServerAddress, 'the address of a server, such as http://127.0.0.1:5000')
    .optional()
    .describe(
      'Address of an MLflow server; credentials are read from MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or MLFLOW_TRACKING_TOKEN',
    ),
  experiment: z
    .string()
    .min(1)
    .max(250)
    .optional()
    .describe('Experiment of MLflow; default: the name of the bundle'),
});

function isServerAddress(text: string): boolean {
  return URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol);
}
