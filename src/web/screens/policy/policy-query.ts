import { queryOf } from '../../queries.ts'

export const policiesQuery = queryOf('listPolicies', {})
export const draftsQuery = queryOf('listPolicyDrafts', {})
/** The newest ones: what waits stands among them. */
export const requestsQuery = queryOf('listPolicyRequests', { query: { limit: 200 } })
