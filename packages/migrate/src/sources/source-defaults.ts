/** Defaults of most sources. */
export const sourceDefaults = {
  joinsArchitectures: false,
  hasSourceHandlers: false,
  mayBeEmpty: false,
  includersOf: () => Promise.resolve([]),
  unreadSettings: () => Promise.resolve([]),
} as const;
