export const charts = {
  showTable: 'Show as table: {{title}}',
  showDrawing: 'Show as picture: {{title}}',
  csv: 'Table as CSV',
  png: 'Picture as PNG',
  pictureFailed: 'The picture could not be made. Take the table instead.',
  keys: 'Arrow keys walk along the chart, Enter opens the account.',
  drawing: 'Drawing the chart',
  now: 'now',
  before: 'a year before',
} as const
