import type { Output } from '../../src/contract/operations.ts'
import type { Sent, TestApp } from './open-test-app.ts'

/** Says in a write which version it was made from. */
export function ifMatch(version: number): Sent {
  return { headers: { 'if-match': `"${String(version)}"` } }
}

/** Does as an administrator to a person, as they are now, what needs the version that was read. */
export async function changePerson<O extends 'disableUser' | 'enableUser' | 'resetUser'>(
  test: TestApp,
  operation: O,
  id: string,
): Promise<Output<O>> {
  const params = { id }
  const { version } = await test.call('administrator', 'getUser', { params })
  // The three take the same.
  return test.call('administrator', operation as 'disableUser', { params }, ifMatch(version)) as Promise<Output<O>>
}
