/** Where files come from, and what the book remembers of how they are read. */
export const sources = {
  title: 'Sources',
  under: 'Where files come from, and how the book remembers to read them.',
  import: 'Import files',
  columns: {
    source: 'Source',
    holds: 'What it brings',
    files: 'Files',
    version: 'Version',
    by: 'By',
    at: 'Saved',
    again: 'Next',
  },
  again: 'Import again',
  againOf: 'Import files of {{source}} again',
  emptyTitle: 'Nothing is remembered yet',
  emptyAdvice:
    'Bring a file: how it is read is found out, you change what is not right, and its source remembers it for the next one.',
  one: {
    version: 'Version {{version}}, saved by {{name}} on {{at}}',
    currency: 'Rows that name no currency are in {{currency}}.',
    file: '{{file}}: {{kind}}',
    ownNames: 'The columns have the names of the kind.',
    column: 'Column',
    from: 'Read from',
    constant: '“{{value}}” in every row',
    forms: 'Stated: {{forms}}',
    download: 'Download as source.json',
    forget: 'Forget it',
    forgetTitle: 'Forget how files of {{source}} are read?',
    forgetExplanation:
      'What was imported stays. The next file of this source is looked into as if it were the first one. Downloaded as source.json it can be brought back with the files.',
    forgotten: 'How files of {{source}} are read is forgotten',
    history: 'Earlier versions',
    historyLine: 'Version {{version}} by {{name}}, {{at}}',
  },
  ready: {
    title: 'Ready mappings',
    hint: 'Exports of these systems are known by their columns: drop them, nothing has to be chosen.',
    page: 'How {{system}} exports it',
  },
} as const
