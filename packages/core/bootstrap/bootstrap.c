/*
 * The native bootstrap: Lambda starts it, and it becomes the handler's program.
 *
 * One execve and nothing else on the way: no C library, no allocation, no file is opened. It is linked
 * statically, without a loader, in segments aligned to 64 KiB, so that it runs on every kernel of its
 * architecture whatever the size of its pages.
 *
 * The program is $LAMBDA_TASK_ROOT/$_HANDLER, or ./$_HANDLER where the task root is unset or empty (AWS's
 * emulator outside a container). It gets its path as argv[0], no arguments, and the environment as it is.
 * Without _HANDLER the first argument is the handler, and is exported as _HANDLER: so a container image calls it.
 * Further arguments are ignored.
 *
 * A handler that leads back to the bootstrap would have it start itself without end, at Lambda's expense. The name
 * `bootstrap` is refused at once. Whatever else leads there (`bin/../bootstrap`, a link, a copy) is refused the
 * second time round: the path to start is then the very one that the kernel started this process by.
 *
 * Exit status, as a shell has it: 127 there is nothing to start, 126 it is there and cannot be started.
 */

#if defined(__x86_64__)
enum { SYS_write = 1, SYS_execve = 59, SYS_exit_group = 231, SYS_faccessat = 269 };

static long call(long number, long a, long b, long c) {
  long result;
  __asm__ volatile("syscall" : "=a"(result) : "a"(number), "D"(a), "S"(b), "d"(c) : "rcx", "r11", "memory");
  return result;
}

/* At the entry the stack pointer is at argc; a C function wants it below, aligned to 16. */
__asm__(".globl _start\n_start:\n  mov %rsp, %rdi\n  xor %ebp, %ebp\n  and $-16, %rsp\n  call start\n");

#elif defined(__aarch64__)
enum { SYS_faccessat = 48, SYS_write = 64, SYS_exit_group = 94, SYS_execve = 221 };

static long call(long number, long a, long b, long c) {
  register long x8 __asm__("x8") = number;
  register long x0 __asm__("x0") = a;
  register long x1 __asm__("x1") = b;
  register long x2 __asm__("x2") = c;
  __asm__ volatile("svc 0" : "+r"(x0) : "r"(x8), "r"(x1), "r"(x2) : "memory");
  return x0;
}

__asm__(".globl _start\n_start:\n  mov x0, sp\n  mov x29, xzr\n  mov x30, xzr\n  bl start\n");

#else
#error "Lambda has x86_64 and arm64"
#endif

enum { ENOENT = 2, ENOEXEC = 8, EACCES = 13, ENOTDIR = 20, ENAMETOOLONG = 36 };
enum { AT_FDCWD = -100, AT_NULL = 0, AT_EXECFN = 31, F_OK = 0, STDERR = 2 };
/* The kernel's PATH_MAX; no path may be longer, its NUL included. */
enum { PATH_LIMIT = 4096 };

/*
 * One write for a whole message: two processes' lines do not mix, and a log has one record.
 * There is room for a handler, a path and the longest of the reasons.
 */
static char message[2 * PATH_LIMIT + 512];
static unsigned used;

static void say(const char *text) {
  while (*text) message[used++] = *text++;
}

static void say_number(unsigned number) {
  char digits[12];
  unsigned at = sizeof digits;
  digits[--at] = 0;
  do digits[--at] = '0' + number % 10; while (number /= 10);
  say(digits + at);
}

__attribute__((noreturn)) static void leave(int status) {
  say("\n");
  call(SYS_write, STDERR, (long)message, used);
  for (;;) call(SYS_exit_group, status, 0, 0);
}

/* How every message begins that has a handler to name. */
static void say_handler(const char *handler) {
  say("bootstrap: cannot start handler \"");
  /* A longer one cannot be part of a path anyway. */
  for (unsigned left = PATH_LIMIT; *handler && left; left--) message[used++] = *handler++;
  say("\": ");
}

/* The value of a variable in an entry of the environment; null where the entry is another variable's. */
static char *value_of(char *entry, const char *name) {
  while (*name) if (*entry++ != *name++) return 0;
  return *entry == '=' ? entry + 1 : 0;
}

static int same(const char *one, const char *other) {
  while (*one && *one == *other) one++, other++;
  return *one == *other;
}

/* Whether the handler names the bootstrap, from the task root or as a whole path. */
static int is_bootstrap(const char *handler, const char *root) {
  const char *name = handler;
  while (*root && *name == *root) name++, root++;
  if (*root || *name != '/') name = handler;
  while (*name == '/' || (name[0] == '.' && name[1] == '/')) name++;
  return same(name, "bootstrap");
}

static char path[PATH_LIMIT + 2];
static unsigned length;

static int append(const char *text) {
  while (*text) {
    if (length >= PATH_LIMIT - 1) return 0;
    path[length++] = *text++;
  }
  path[length] = 0;
  return 1;
}

static int exists(void) {
  return call(SYS_faccessat, AT_FDCWD, (long)path, F_OK) == 0;
}

/* Only a directory has an entry called `.`. */
static int is_directory(void) {
  path[length] = '/', path[length + 1] = '.', path[length + 2] = 0;
  int found = exists();
  path[length] = 0;
  return found;
}

__attribute__((noreturn, used)) void start(long *stack) {
  long argc = stack[0];
  char **argv = (char **)(stack + 1);
  char **environment = argv + argc + 1;
  char *handler = 0, *root = 0;
  const char *started_by = "";
  char **handler_entry = 0;
  unsigned entries = 0;

  /* Of a variable that is there twice the first counts, as for getenv in the program. */
  for (char **entry = environment; *entry; entry++, entries++) {
    char *value;
    if (!handler && (value = value_of(*entry, "_HANDLER"))) handler = value, handler_entry = entry;
    else if (!root && (value = value_of(*entry, "LAMBDA_TASK_ROOT"))) root = value;
  }
  for (long *auxiliary = (long *)(environment + entries + 1); *auxiliary != AT_NULL; auxiliary += 2)
    if (*auxiliary == AT_EXECFN) started_by = (const char *)auxiliary[1];
  if (!root || !*root) root = ".";

  if ((!handler || !*handler) && argc > 1 && *argv[1]) {
    handler = argv[1];
    unsigned size = 0;
    while (handler[size]) size++;
    char *assignment = __builtin_alloca(sizeof "_HANDLER=" + size);
    const char *prefix = "_HANDLER=";
    unsigned at = 0;
    while (prefix[at]) assignment[at] = prefix[at], at++;
    for (unsigned from = 0; from <= size; from++) assignment[at + from] = handler[from];
    if (handler_entry) {
      *handler_entry = assignment;
    } else {
      char **longer = __builtin_alloca((entries + 2) * sizeof *longer);
      for (unsigned from = 0; from < entries; from++) longer[from] = environment[from];
      longer[entries] = assignment, longer[entries + 1] = 0;
      environment = longer;
    }
  }

  if (!handler || !*handler) {
    say("bootstrap: no handler: _HANDLER is not set, and there is no argument");
    leave(127);
  }
  int fits = append(root) && append("/") && append(handler);
  if (is_bootstrap(handler, root) || (fits && same(path, started_by))) {
    say_handler(handler);
    say("it is the bootstrap itself; set the function's Handler to a program of the package");
    leave(126);
  }
  if (!fits) {
    say_handler(handler);
    say("the path is too long");
    leave(126);
  }

  char *arguments[] = {path, 0};
  long error = -call(SYS_execve, (long)path, (long)arguments, (long)environment);

  say_handler(handler);
  say(path);
  say(": ");
  if (error == ENOENT && exists()) {
    say("the loader or interpreter that it needs is missing; programs must be linked statically");
    leave(127);
  }
  if (error == ENOENT || error == ENOTDIR) {
    say("no such file; the function's Handler must be a program of the package");
    leave(127);
  }
  if (error == EACCES) {
    say(is_directory() ? "it is a directory" : "it is not executable (permission denied)");
    leave(126);
  }
  if (error == ENOEXEC) say("it is no program for this architecture (exec format error)");
  else if (error == ENAMETOOLONG) say("the path is too long");
  else say("error "), say_number(error);
  leave(126);
}
