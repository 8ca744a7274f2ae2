export function settingsTables(schema: Record<string, unknown>): string;
