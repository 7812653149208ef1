import { Schema } from "effect"

/** Settings cannot be used: for each problem where it stands (a file's line, a variable, a flag) and what is wrong. */
export class SettingsError extends Schema.TaggedError<SettingsError>()("SettingsError", {
  problems: Schema.NonEmptyArray(Schema.Struct({ where: Schema.String, detail: Schema.String }))
}) {
  get isTransient() {
    return false
  }
  override get message() {
    return this.problems.map(({ detail, where }) => `${where}: ${detail}`).join("; ")
  }
}

/** The error of one problem. */
export const settingsError = (where: string, detail: string): SettingsError =>
  new SettingsError({ problems: [{ where, detail }] })
