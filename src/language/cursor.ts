export interface Cursor {
  readonly text: string
}
