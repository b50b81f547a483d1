import { createHash, randomBytes } from 'node:crypto'

/** What every key begins with, so that a person, and a program that looks for leaked secrets, knows one. */
const prefix = 'bv_'
/** Characters after the prefix that are kept to recognise a key by: what is left is as good as all of it. */
const shown = 4

/** A key nobody can guess, in its only readable form. */
export function makeSecret(): string {
  return `${prefix}${randomBytes(32).toString('base64url')}`
}

export function hintOf(secret: string): string {
  return secret.slice(0, prefix.length + shown)
}

/** What of a key is stored: whoever reads the store cannot use it. The key is random, so no salt is needed. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}
