/** Work in the background. */
export const jobs = {
  title: 'Jobs',
  hint: 'Imports, closings, backups and the working out of figures run here while everybody goes on working.',
  hintOwn: 'What you started that takes a while runs here.',
  columns: {
    kind: 'Job',
    subject: 'Of',
    state: 'State',
    by: 'Started by',
    at: 'Asked for',
    took: 'Took',
    attempt: 'Try',
  },
  state: 'State',
  kind: 'Kind',
  emptyTitle: 'No jobs',
  emptyAdvice: 'Whatever takes longer than a moment shows up here with its progress.',
  detail: {
    by: 'Started by',
    at: 'Asked for',
    started: 'Began',
    finished: 'Ended',
    attempt: 'Try',
    result: 'Result',
    import: 'Open the import',
  },
  took: { seconds: '{{count}} s', minutes: '{{minutes}} min {{seconds}} s' },
} as const
