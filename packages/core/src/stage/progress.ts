/** What a run tells whoever watches it; `stage` is the stage's name. */
export type ProgressEvent =
  | { readonly type: 'stage-start'; readonly stage: string }
  | { readonly type: 'stage-skip'; readonly stage: string; readonly reason: string }
  | {
      readonly type: 'stage-progress';
      readonly stage: string;
      /** Share that is done, 0 to 1; NaN where the whole is not known. */
      readonly fraction: number;
      readonly note?: string | undefined;
    }
  | { readonly type: 'stage-end'; readonly stage: string; readonly seconds: number }
  | { readonly type: 'message'; readonly stage: string; readonly note: string };
