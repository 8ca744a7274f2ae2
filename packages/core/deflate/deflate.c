// Canonical raw deflate: exactly the bytes of zlib with windowBits -15, memLevel 8 and the default strategy, at
// levels 1 to 9. RFC 1951 defines the meaning of a stream; which of the many possible streams zlib produces follows
// from its match search (hash chains, lazy evaluation), its block boundaries, and its choice between codes of equal
// weight. All of that is the same here; only candidates are compared differently, eight bytes at a time.
//
// Compiled to WebAssembly without a library; see build.mjs. The caller writes input at `input_end()`, calls `run`,
// and reads the result from `output()`.

typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long long u64;
typedef int i32;

#define EXPORT(name) __attribute__((export_name(name), visibility("default")))

// --- The window, as in zlib ---

enum {
  window_size = 32768,
  shortest_match = 3,
  longest_match = 258,
  // More input is requested before fewer bytes than this are ahead; no match reaches farther back than the rest.
  least_ahead = longest_match + shortest_match + 1,
  farthest = window_size - least_ahead,
  // A match of three bytes from farther back costs more than three literals.
  too_far = 4096,
  hash_size = 32768,
  // Symbols in a block: zlib's buffer for memLevel 8, minus one.
  block_symbols = 16383,
  chunk = 1 << 20,
};

// Search effort by level: zlib's table.
struct effort {
  u16 good; // from a match of this length on, fewer candidates are tried
  u16 lazy; // from this length on, no longer match is searched; at levels 1 to 3, longer ones are not entered
  u16 nice; // a match of this length ends the search
  u16 chain; // maximum number of candidates
};
static const struct effort efforts[10] = {
    {0, 0, 0, 0},     {4, 4, 8, 4},       {4, 5, 16, 8},       {4, 6, 32, 32},       {4, 4, 16, 16},
    {8, 16, 32, 32},  {8, 16, 128, 128},  {8, 32, 128, 256},   {32, 128, 258, 1024}, {32, 258, 258, 4096},
};

// Input by position; position 0 is never a candidate. zlib would have discarded everything before `base`.
static u8 input[3 * window_size + chunk + 512];
static i32 end, at, base, block_start;
// The latest position of each hash, and for each position the previous one with the same hash: its last 16 bits, or
// those of the position itself if it is the first.
static i32 head[hash_size];
static u16 back[window_size];
static struct effort effort;
static int is_lazy, last_length, last_start, has_literal;

static u32 load32(const u8 *place) {
  u32 value;
  __builtin_memcpy(&value, place, 4);
  return value;
}

static u64 load64(const u8 *place) {
  u64 value;
  __builtin_memcpy(&value, place, 8);
  return value;
}

// --- Symbols in the block ---

enum { literals = 256, end_of_block = 256, length_codes = 286, distance_codes = 30, length_length_codes = 19 };

static u16 symbol_distance[block_symbols]; // 0 for a literal
static u8 symbol_value[block_symbols];     // the literal, or the length minus three
static u32 symbols;

static const u8 length_extra[29] = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0};
static const u8 distance_extra[30] = {0, 0, 0, 0, 1, 1, 2, 2,  3,  3,  4,  4,  5,  5,  6,
                                      6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13};
static const u8 length_length_extra[19] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 3, 7};
static const u8 length_length_order[19] = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};
static u8 length_code_of[256]; // by length minus three
static u16 length_base[29];
static u16 distance_base[30];
static u8 small_distance_code[256], large_distance_code[256];

static u32 distance_code_of(u32 distance_less_one) {
  return distance_less_one < 256 ? small_distance_code[distance_less_one]
                                 : large_distance_code[distance_less_one >> 7];
}

// --- Codes ---

enum { most_codes = length_codes, most_nodes = 2 * most_codes + 1, longest_code = 15 };

struct tree {
  u32 count;       // number of codes
  u32 longest;     // maximum bits of a code
  const u8 *extra; // extra bits by code, from `extra_from` on
  u32 extra_from;
  const u8 *fixed; // the lengths of the fixed code; null without one
  i32 last;        // the last code in use
  u32 weight[most_nodes];
  u16 parent[most_nodes];
  u8 length[most_nodes];
  u16 code[most_codes + 2];
};

static u8 fixed_lengths[288], fixed_distances[30];
static u16 fixed_length_codes[288], fixed_distance_codes[30];
static struct tree length_tree = {length_codes, 15, length_extra, 257, fixed_lengths, 0, {0}, {0}, {0}, {0}};
static struct tree distance_tree = {distance_codes, 15, distance_extra, 0, fixed_distances, 0, {0}, {0}, {0}, {0}};
static struct tree order_tree = {length_length_codes, 7, length_length_extra, 0, 0, 0, {0}, {0}, {0}, {0}};
static u32 bits_with_own_code, bits_with_fixed_code;

// --- Output ---

static u8 out[2 * chunk + 65536];
static u32 out_size, pending_count;
static u64 pending;

static void put_bits(u32 value, u32 count) {
  pending |= (u64)value << pending_count;
  pending_count += count;
  if (pending_count >= 32) {
    u32 whole = (u32)pending;
    __builtin_memcpy(out + out_size, &whole, 4);
    out_size += 4;
    pending >>= 32;
    pending_count -= 32;
  }
}

static void fill_byte(void) {
  for (; pending_count > 0; pending_count = pending_count > 8 ? pending_count - 8 : 0) {
    out[out_size++] = (u8)pending;
    pending >>= 8;
  }
  pending = 0;
}

static u32 reversed(u32 code, u32 length) {
  u32 result = 0;
  for (; length > 0; length--, code >>= 1) result = result << 1 | (code & 1);
  return result;
}

static void assign_codes(const u8 *length, u16 *code, i32 last) {
  u16 next[longest_code + 1], count[longest_code + 1] = {0};
  for (i32 n = 0; n <= last; n++) count[length[n]]++;
  u32 value = 0;
  count[0] = 0;
  next[0] = 0;
  for (u32 bits = 1; bits <= longest_code; bits++) next[bits] = (u16)(value = (value + count[bits - 1]) << 1);
  for (i32 n = 0; n <= last; n++)
    if (length[n] != 0) code[n] = (u16)reversed(next[length[n]]++, length[n]);
}

// A heap of nodes: the lightest first; among equally light ones, the one with the shallower tree.
static u16 heap[most_nodes + 1];
static u8 depth[most_nodes];
static u32 heap_size, sorted_from;

static int is_lighter(const struct tree *tree, u32 one, u32 other) {
  if (tree->weight[one] != tree->weight[other]) return tree->weight[one] < tree->weight[other];
  return depth[one] <= depth[other];
}

static void sift_down(const struct tree *tree, u32 place) {
  u16 node = heap[place];
  for (u32 child = place << 1; child <= heap_size; child <<= 1) {
    if (child < heap_size && is_lighter(tree, heap[child + 1], heap[child])) child++;
    if (is_lighter(tree, node, heap[child])) break;
    heap[place] = heap[child];
    place = child;
  }
  heap[place] = node;
}

// Assigns lengths to the nodes in heap order, heaviest first; codes that are too long are shortened.
static void assign_lengths(struct tree *tree) {
  u16 count[longest_code + 1] = {0};
  i32 too_long = 0;
  tree->length[heap[sorted_from]] = 0;
  for (u32 place = sorted_from + 1; place < most_nodes; place++) {
    u32 node = heap[place];
    u32 bits = tree->length[tree->parent[node]] + 1u;
    if (bits > tree->longest) {
      bits = tree->longest;
      too_long++;
    }
    tree->length[node] = (u8)bits;
    if ((i32)node > tree->last) continue;
    count[bits]++;
    u32 extra = node >= tree->extra_from ? tree->extra[node - tree->extra_from] : 0;
    bits_with_own_code += tree->weight[node] * (bits + extra);
    if (tree->fixed) bits_with_fixed_code += tree->weight[node] * (tree->fixed[node] + extra);
  }
  if (too_long == 0) return;
  for (; too_long > 0; too_long -= 2) {
    u32 bits = tree->longest - 1;
    while (count[bits] == 0) bits--;
    count[bits]--;
    count[bits + 1] = (u16)(count[bits + 1] + 2);
    count[tree->longest]--;
  }
  u32 place = most_nodes;
  for (u32 bits = tree->longest; bits != 0; bits--) {
    for (u32 left = count[bits]; left != 0;) {
      u32 node = heap[--place];
      if ((i32)node > tree->last) continue;
      bits_with_own_code += (bits - tree->length[node]) * tree->weight[node];
      tree->length[node] = (u8)bits;
      left--;
    }
  }
}

static void build_tree(struct tree *tree) {
  heap_size = 0;
  sorted_from = most_nodes;
  tree->last = -1;
  for (u32 n = 0; n < tree->count; n++) {
    tree->length[n] = 0;
    if (tree->weight[n] == 0) continue;
    heap[++heap_size] = (u16)n;
    tree->last = (i32)n;
    depth[n] = 0;
  }
  // A code needs at least two symbols.
  while (heap_size < 2) {
    u32 node = tree->last < 2 ? (u32)++tree->last : 0;
    heap[++heap_size] = (u16)node;
    tree->weight[node] = 1;
    depth[node] = 0;
    bits_with_own_code--;
    if (tree->fixed) bits_with_fixed_code -= tree->fixed[node];
  }
  for (u32 place = heap_size / 2; place >= 1; place--) sift_down(tree, place);
  u32 next = tree->count;
  do {
    u32 one = heap[1];
    heap[1] = heap[heap_size--];
    sift_down(tree, 1);
    u32 other = heap[1];
    heap[--sorted_from] = (u16)one;
    heap[--sorted_from] = (u16)other;
    tree->weight[next] = tree->weight[one] + tree->weight[other];
    depth[next] = (u8)((depth[one] >= depth[other] ? depth[one] : depth[other]) + 1);
    tree->parent[one] = tree->parent[other] = (u16)next;
    heap[1] = (u16)next++;
    sift_down(tree, 1);
  } while (heap_size >= 2);
  heap[--sorted_from] = heap[1];
  assign_lengths(tree);
  assign_codes(tree->length, tree->code, tree->last);
}

// --- The code lengths in front of a block ---

static void put_length(u32 code, int counts) {
  if (counts) order_tree.weight[code]++;
  else put_bits(order_tree.code[code], order_tree.length[code]);
}

// Encodes runs of equal lengths as repetitions: counts their weights with `counts`, else writes them.
static void put_lengths(const struct tree *tree, int counts) {
  i32 before = -1;
  i32 next = tree->length[0];
  u32 run = 0, most = next == 0 ? 138 : 7, least = next == 0 ? 3 : 4;
  for (i32 n = 0; n <= tree->last; n++) {
    i32 length = next;
    next = n == tree->last ? 0xffff : tree->length[n + 1];
    if (++run < most && length == next) continue;
    if (run < least) {
      for (; run != 0; run--) put_length((u32)length, counts);
    } else if (length != 0) {
      if (length != before) {
        put_length((u32)length, counts);
        run--;
      }
      put_length(16, counts);
      if (!counts) put_bits(run - 3, 2);
    } else if (run <= 10) {
      put_length(17, counts);
      if (!counts) put_bits(run - 3, 3);
    } else {
      put_length(18, counts);
      if (!counts) put_bits(run - 11, 7);
    }
    run = 0;
    before = length;
    most = next == 0 ? 138 : length == next ? 6 : 7;
    least = next == 0 || length == next ? 3 : 4;
  }
}

static void begin_block(void) {
  for (u32 n = 0; n < length_codes; n++) length_tree.weight[n] = 0;
  for (u32 n = 0; n < distance_codes; n++) distance_tree.weight[n] = 0;
  for (u32 n = 0; n < length_length_codes; n++) order_tree.weight[n] = 0;
  length_tree.weight[end_of_block] = 1;
  bits_with_own_code = bits_with_fixed_code = 0;
  symbols = 0;
}

static void put_symbols(const u16 *codes, const u8 *lengths, const u16 *distances, const u8 *distance_lengths) {
  for (u32 n = 0; n < symbols; n++) {
    u32 value = symbol_value[n], distance = symbol_distance[n];
    if (distance == 0) {
      put_bits(codes[value], lengths[value]);
      continue;
    }
    u32 code = length_code_of[value];
    put_bits(codes[code + 257], lengths[code + 257]);
    if (length_extra[code] != 0) put_bits(value - length_base[code], length_extra[code]);
    code = distance_code_of(--distance);
    put_bits(distances[code], distance_lengths[code]);
    if (distance_extra[code] != 0) put_bits(distance - distance_base[code], distance_extra[code]);
  }
  put_bits(codes[end_of_block], lengths[end_of_block]);
}

static void end_block(u32 is_last) {
  u32 size = (u32)(at - block_start);
  build_tree(&length_tree);
  build_tree(&distance_tree);
  put_lengths(&length_tree, 1);
  put_lengths(&distance_tree, 1);
  build_tree(&order_tree);
  u32 orders = length_length_codes;
  while (orders > 4 && order_tree.length[length_length_order[orders - 1]] == 0) orders--;
  bits_with_own_code += 3 * orders + 5 + 5 + 4;
  u32 own = (bits_with_own_code + 3 + 7) >> 3, fixed = (bits_with_fixed_code + 3 + 7) >> 3;
  u32 least = fixed <= own ? fixed : own;
  // zlib cannot store bytes that have left its window.
  if (size + 4 <= least && block_start >= base) {
    put_bits(is_last, 3);
    fill_byte();
    out[out_size++] = (u8)size;
    out[out_size++] = (u8)(size >> 8);
    out[out_size++] = (u8)~size;
    out[out_size++] = (u8)(~size >> 8);
    __builtin_memcpy(out + out_size, input + block_start, size);
    out_size += size;
  } else if (fixed == least) {
    put_bits(2 + is_last, 3);
    put_symbols(fixed_length_codes, fixed_lengths, fixed_distance_codes, fixed_distances);
  } else {
    put_bits(4 + is_last, 3);
    put_bits((u32)length_tree.last + 1 - 257, 5);
    put_bits((u32)distance_tree.last, 5);
    put_bits(orders - 4, 4);
    for (u32 n = 0; n < orders; n++) put_bits(order_tree.length[length_length_order[n]], 3);
    put_lengths(&length_tree, 0);
    put_lengths(&distance_tree, 0);
    put_symbols(length_tree.code, length_tree.length, distance_tree.code, distance_tree.length);
  }
  if (is_last) fill_byte();
  begin_block();
  block_start = at;
}

// --- The search ---

// Both return whether the block is full.
static int add_literal(u8 value) {
  symbol_distance[symbols] = 0;
  symbol_value[symbols++] = value;
  length_tree.weight[value]++;
  return symbols == block_symbols;
}

static int add_match(u32 distance, u32 length) {
  symbol_distance[symbols] = (u16)distance;
  symbol_value[symbols++] = (u8)(length - shortest_match);
  length_tree.weight[length_code_of[length - shortest_match] + 257]++;
  distance_tree.weight[distance_code_of(distance - 1)]++;
  return symbols == block_symbols;
}

// Enters a position under the hash of its three bytes; returns the previous position.
static i32 enter(i32 place) {
  u32 bytes = load32(input + place);
  u32 hash = ((bytes << 10) ^ (bytes >> 3 & 0x1fe0) ^ (bytes >> 16 & 0xff)) & (hash_size - 1);
  i32 before = head[hash];
  // A position that is too far away does not count: the position itself is stored instead.
  back[place & (window_size - 1)] = (u16)(before != 0 && place - before <= window_size ? before : place);
  head[hash] = place;
  return before;
}

static i32 match_start;

// Returns the length of the first of the longest matches if it is longer than `longest`, else `longest`.
static i32 find_match(i32 candidate, i32 longest) {
  i32 ahead = end - at;
  i32 nice = effort.nice < ahead ? effort.nice : ahead;
  u32 bound = (u32)(at > farthest ? farthest : at);
  u32 tries = longest >= effort.good ? effort.chain >> 2 : effort.chain;
  u32 place = (u32)candidate & 0xffff, here = (u32)at & 0xffff, distance = (u32)(at - candidate);
  const u8 *scan = input + at;
  // A longer match equals the scan in the byte after the longest match so far and in the three bytes before it.
  const u8 *probe = longest >= shortest_match ? scan + longest - 3 : scan;
  u32 mask = longest >= shortest_match ? ~0u : 0xffffff, wanted = load32(probe) & mask;
  for (;;) {
    if ((load32(probe - distance) & mask) == wanted) {
      const u8 *other = scan - distance;
      i32 length = 0;
      while (length < longest_match) {
        u64 differs = load64(scan + length) ^ load64(other + length);
        if (differs != 0) {
          length += __builtin_ctzll(differs) >> 3;
          break;
        }
        length += 8;
      }
      if (length > longest_match) length = longest_match;
      if (length > longest) {
        match_start = at - (i32)distance;
        longest = length;
        if (length >= nice) break;
        probe = scan + longest - 3;
        mask = ~0u;
        wanted = load32(probe);
      }
    }
    place = back[place & (window_size - 1)];
    u32 next = (here - place) & 0xffff;
    if (next <= distance || next >= bound || --tries == 0) break;
    distance = next;
  }
  return longest <= ahead ? longest : ahead;
}

// zlib slides its window when too few bytes are ahead.
static void move_window(i32 known_end) {
  i32 window_end = base + 2 * window_size < known_end ? base + 2 * window_size : known_end;
  if (window_end - at < least_ahead && at - base >= window_size + farthest) base += window_size;
}

// Levels 4 to 9: a match is used only if the one at the next byte is not longer.
static void step_lazy(void) {
  i32 candidate = end - at >= shortest_match ? enter(at) : 0;
  i32 before_length = last_length, before_start = last_start;
  i32 length = shortest_match - 1;
  if (candidate != 0 && before_length < effort.lazy && at - candidate <= farthest) {
    match_start = before_start;
    length = find_match(candidate, before_length);
    if (length == shortest_match && at - match_start > too_far) length = shortest_match - 1;
    last_start = match_start;
  }
  last_length = length;
  if (before_length >= shortest_match && length <= before_length) {
    i32 last_entered = end - shortest_match;
    int is_full = add_match((u32)(at - 1 - before_start), (u32)before_length);
    for (i32 left = before_length - 2; left != 0; left--)
      if (++at <= last_entered) enter(at);
    has_literal = 0;
    last_length = shortest_match - 1;
    at++;
    if (is_full) end_block(0);
  } else if (has_literal) {
    if (add_literal(input[at - 1])) end_block(0);
    at++;
  } else {
    has_literal = 1;
    at++;
  }
}

// Levels 1 to 3: the first match is used.
static void step_fast(void) {
  i32 candidate = end - at >= shortest_match ? enter(at) : 0;
  i32 length = 0;
  if (candidate != 0 && at - candidate <= farthest) length = find_match(candidate, shortest_match - 1);
  int is_full;
  if (length >= shortest_match) {
    is_full = add_match((u32)(at - match_start), (u32)length);
    i32 behind = at + length;
    if (length <= effort.lazy && end - behind >= shortest_match)
      while (++at < behind) enter(at);
    at = behind;
  } else {
    is_full = add_literal(input[at]);
    at++;
  }
  if (is_full) end_block(0);
}

// --- Exports ---

EXPORT("begin") void begin(u32 level) {
  u32 length = 0;
  for (u32 code = 0; code < 28; code++) {
    length_base[code] = (u16)length;
    for (u32 n = 0; n < 1u << length_extra[code]; n++) length_code_of[length++] = (u8)code;
  }
  length_code_of[255] = 28;
  u32 distance = 0;
  for (u32 code = 0; code < distance_codes; code++) {
    distance_base[code] = (u16)distance;
    for (u32 n = 0; n < 1u << distance_extra[code]; n++, distance++) {
      if (distance < 256) small_distance_code[distance] = (u8)code;
      else large_distance_code[distance >> 7] = (u8)code;
    }
  }
  for (u32 n = 0; n < 288; n++) fixed_lengths[n] = n < 144 ? 8 : n < 256 ? 9 : n < 280 ? 7 : 8;
  for (u32 n = 0; n < distance_codes; n++) fixed_distances[n] = 5;
  assign_codes(fixed_lengths, fixed_length_codes, 287);
  assign_codes(fixed_distances, fixed_distance_codes, 29);
  for (u32 n = 0; n < hash_size; n++) head[n] = 0;
  for (u32 n = 0; n < window_size; n++) back[n] = (u16)n;
  effort = efforts[level];
  is_lazy = level >= 4;
  end = at = base = block_start = 0;
  last_length = shortest_match - 1;
  last_start = has_literal = match_start = 0;
  out_size = pending_count = 0;
  pending = 0;
  begin_block();
}

/** Where to write the next input, at most `room()` bytes. */
EXPORT("input_end") u8 *input_end(void) {
  return input + end;
}

EXPORT("room") u32 room(void) {
  return (u32)(3 * window_size + chunk - end);
}

/** Compresses as much as possible; returns the number of bytes at `output()`. */
EXPORT("run") u32 run(u32 added, u32 is_last) {
  out_size = 0;
  end += (i32)added;
  if (is_last) {
    // Bytes read past the end do not affect the result, but clear them so that they are always the same.
    for (u32 n = 0; n < 512; n++) input[end + (i32)n] = 0;
  }
  while (end - at >= least_ahead || (is_last && at < end)) {
    move_window(end);
    if (is_lazy) step_lazy();
    else step_fast();
  }
  if (is_last) {
    if (has_literal) add_literal(input[at - 1]);
    end_block(1);
    return out_size;
  }
  // The last 16 bits of positions must not change.
  i32 moved = base & ~0xffff;
  if (moved == 0) return out_size;
  __builtin_memmove(input, input + moved, (u32)(end - moved));
  end -= moved;
  at -= moved;
  block_start -= moved;
  last_start -= moved;
  base -= moved;
  for (u32 n = 0; n < hash_size; n++) head[n] = head[n] > moved ? head[n] - moved : 0;
  return out_size;
}

EXPORT("output") u8 *output(void) {
  return out;
}

// --- Called by the compiler ---

void *memcpy(void *to, const void *from, unsigned long size) {
  u8 *target = to;
  const u8 *source = from;
  for (unsigned long n = 0; n < size; n++) target[n] = source[n];
  return to;
}

void *memmove(void *to, const void *from, unsigned long size) {
  u8 *target = to;
  const u8 *source = from;
  if (target < source)
    for (unsigned long n = 0; n < size; n++) target[n] = source[n];
  else
    for (unsigned long n = size; n > 0; n--) target[n - 1] = source[n - 1];
  return to;
}

void *memset(void *to, int value, unsigned long size) {
  u8 *target = to;
  for (unsigned long n = 0; n < size; n++) target[n] = (u8)value;
  return to;
}
