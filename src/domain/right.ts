/**
 * What a person may do, each within a scope. `read-account` shows an account with its grade and its bands; exact spend and exact
 * costs, margins and gross profit need rights of their own, so that no figure can be worked out from another. `write-review` adds
 * what a department saw to the review of an account that it may not work on otherwise.
 */
export const rights = [
  'read-account',
  'read-spend',
  'read-margin',
  'export',
  'import',
  'control',
  'close',
  'policy',
  'backup',
  'write-action',
  'write-review',
  'read-job',
  'read-audit',
  'manage-user',
  'manage-setting',
] as const
export type Right = (typeof rights)[number]

/**
 * How far a right reaches: the accounts of the reps one is linked with, of these and of the reps below them, of a territory and
 * all below it, or every account. `read-account` is the same everywhere; rights on no account are `all` or not there.
 */
export const scopes = ['own', 'team', 'territory', 'all'] as const
export type Scope = (typeof scopes)[number]

export const roles = [
  'administrator',
  'leader',
  'key-account-manager',
  'rep',
  'finance',
  'service',
  'executive',
  'viewer',
] as const
export type Role = (typeof roles)[number]

/** The rights of a role by right; a right that is not there is not had. */
export type Grants = Readonly<Partial<Record<Right, Scope>>>

/** What each role may do unless the book says otherwise: everybody sees grades and bands, money needs a reason. */
export const defaultGrants: Readonly<Record<Role, Grants>> = {
  administrator: Object.fromEntries(rights.map((right) => [right, 'all'])),
  leader: {
    'read-account': 'all',
    'read-spend': 'all',
    'read-margin': 'all',
    export: 'all',
    policy: 'all',
    'write-action': 'all',
    'write-review': 'all',
    'read-job': 'all',
  },
  'key-account-manager': {
    'read-account': 'all',
    'read-spend': 'all',
    'read-margin': 'own',
    export: 'all',
    'write-action': 'own',
    'write-review': 'all',
  },
  rep: {
    'read-account': 'all',
    'read-spend': 'own',
    export: 'own',
    'write-action': 'own',
    'write-review': 'own',
  },
  finance: {
    'read-account': 'all',
    'read-spend': 'all',
    'read-margin': 'all',
    export: 'all',
    import: 'all',
    control: 'all',
    close: 'all',
    backup: 'all',
    'write-action': 'all',
    'write-review': 'all',
    'read-job': 'all',
  },
  service: { 'read-account': 'all', 'write-action': 'own', 'write-review': 'all' },
  executive: {
    'read-account': 'all',
    'read-spend': 'all',
    'read-margin': 'all',
    export: 'all',
    'write-action': 'own',
    'write-review': 'all',
  },
  viewer: { 'read-account': 'all' },
}

/** The narrower of two scopes: a person's own limit holds against what the role would give. */
export function narrower(one: Scope, other: Scope): Scope {
  return scopes.indexOf(one) <= scopes.indexOf(other) ? one : other
}
