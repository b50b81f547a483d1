/** The watched folder. */
export const inbox = {
  title: 'Watched folder',
  hint: 'Files that programs leave in a folder are imported on their own: a folder for every source.',
  where: 'Put files into',
  place: '{{folder}}/<source>/',
  watched: 'Watch this folder',
  watchedHint:
    'A folder in it is a source. Files that lie in one are taken once nothing there has changed for ten seconds, and moved to done or failed with a sentence beside them; files outside such a folder are left alone.',
  byEnvironment: 'The environment of the server names this folder and has it watched (BOOKVALUE_INBOX).',
  on: 'The folder is watched',
  off: 'The folder is not watched any more',
  none: 'Nothing has come yet.',
  waiting_one: '{{count}} file is waiting until it is complete',
  waiting_other: '{{count}} files are waiting until they are complete',
  columns: { at: 'When', source: 'Source', files: 'Files', state: 'State', message: 'What happened' },
  states: { working: 'In work', done: 'Done', failed: 'Failed' },
  one: 'What came to {{source}}',
  job: 'See the job',
  onScreen: 'Import such files on screen',
} as const
