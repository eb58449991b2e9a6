import { spellingKey } from './label-spellings.ts';

const harmless =
  /^(?:normal|benign|legitimate|legit|good|ham|clean|safe|background|no|false|negative|none|non[- _]?(?:attack|malicious|phishing|spam|fraud|anomal\w*)|not[- _](?:attack|malicious|phishing|spam|fraud))$/;
/** "Benign traffic" and "normal.", but not "abnormal" nor "no-flag". */
const begins = /^(?:normal|benign|legitimate|background)(?:[^\p{L}]|$)/u;
const harmful = /^(?:attack|phishing|malicious|bad|spam|malware|anomaly|fraud|intrusion|yes|true|positive)$/;

/** Whether a label is a word for what does no harm. */
export function isHarmless(label: number | string): boolean {
  const key = spellingKey(String(label));
  return harmless.test(key) || begins.test(key);
}

/** Whether a label is a word for harm as such. */
export function isHarmful(label: number | string): boolean {
  return harmful.test(spellingKey(String(label)));
}
