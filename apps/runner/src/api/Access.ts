import { HttpApiMiddleware } from "effect/http-api"
import {
  BadRequest,
  Forbidden,
  TooLarge,
  TooManyRequests,
  Unauthorized,
  Unavailable,
  Unexpected,
  UnsupportedType
} from "./Problem.ts"

/** The problems that any request may meet, before its handler or in spite of it. */
export class Access extends HttpApiMiddleware.Service<Access>()("@jobgraph/runner/api/Access", {
  error: [BadRequest, Unauthorized, Forbidden, TooLarge, UnsupportedType, TooManyRequests, Unexpected, Unavailable]
}) {}
