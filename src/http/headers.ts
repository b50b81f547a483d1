const always = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'x-frame-options': 'DENY',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
} as const

/** Headers of every answer below `/api`: nothing of it is stored, run or framed anywhere. */
export const apiHeaders = {
  ...always,
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
} as const

/**
 * Headers of the page and of what it loads. `nonce` lets the one kind of style through that the page makes itself; scripts
 * have none: they come from our files only.
 */
export function pageHeaders(nonce: string | null): Readonly<Record<string, string>> {
  const styles = nonce === null ? "style-src 'self'" : `style-src 'self' 'nonce-${nonce}'`
  return {
    ...always,
    'content-security-policy': [
      "default-src 'none'",
      "script-src 'self'",
      styles,
      "img-src 'self' data:",
      "font-src 'self'",
      "connect-src 'self'",
      "manifest-src 'self'",
      "frame-ancestors 'none'",
      "base-uri 'self'",
      "form-action 'self'",
    ].join('; '),
  }
}
