import type { Layout } from '../../manifest/layouts.js';
import { binaries } from './binaries.js';
import type { LayoutRules } from './layout-rules.js';
import { multicall } from './multicall.js';
import { perHandler } from './per-handler.js';

export const layoutRules = {
  binaries,
  'per-handler': perHandler,
  multicall,
} satisfies Record<Layout, LayoutRules>;
