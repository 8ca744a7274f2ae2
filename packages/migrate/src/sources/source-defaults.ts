/** What most sources are. */
export const sourceDefaults = {
  joinsArchitectures: false,
  hasSourceHandlers: false,
  mayBeEmpty: false,
  unreadSettings: () => Promise.resolve([]),
} as const;
