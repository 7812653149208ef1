/** Limits how often each of many may ask. */
export interface TokenBuckets {
  /** Takes one request of somebody at a time in milliseconds; false where there is none left. */
  readonly take: (key: string, now: number) => boolean
}

/** Each key has `perSecond` requests a second, and may save up two seconds of them. At most `keys` are remembered. */
export const tokenBuckets = (perSecond: number, keys = 10_000): TokenBuckets => {
  const capacity = perSecond * 2
  const buckets = new Map<string, { tokens: number; at: number }>()
  return {
    take: (key, now) => {
      const bucket = buckets.get(key) ?? { tokens: capacity, at: now }
      bucket.tokens = Math.min(capacity, bucket.tokens + (Math.max(0, now - bucket.at) * perSecond) / 1_000)
      bucket.at = now
      if (!buckets.has(key) && buckets.size >= keys) {
        const [oldest] = buckets.keys()
        buckets.delete(oldest ?? "")
      }
      buckets.set(key, bucket)
      if (bucket.tokens < 1) {
        return false
      }
      bucket.tokens -= 1
      return true
    }
  }
}
