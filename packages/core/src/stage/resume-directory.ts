/** Where stages keep what lets a killed run go on, relative to `out`. */
export const resumeDirectory = 'unfinished';
