/** What was asked makes no sense; `path` is the field, as in an issue of the API's error answer. */
export class InvalidRequest extends Error {
  override name = 'InvalidRequest'
  readonly path: string
  constructor(path: string, message: string) {
    super(message)
    this.path = path
  }
}
