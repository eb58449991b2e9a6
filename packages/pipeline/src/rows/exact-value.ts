/** A number or a time that is more exact than the double or the Date beside it. */
export class ExactValue {
  readonly type: 'number' | 'time';
  /** A number in decimal notation, a time in ISO 8601. */
  readonly text: string;
  /** What is near it, for whoever holds no more: a number, or milliseconds since 1970. */
  readonly near: number;

  constructor(type: 'number' | 'time', text: string, near: number) {
    this.type = type;
    this.text = text;
    this.near = near;
  }

  /** What stands for it where JSON is made of it by others. */
  toJSON(): string {
    return this.text;
  }
}
