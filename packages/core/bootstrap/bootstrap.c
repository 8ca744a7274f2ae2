/*
 * The native bootstrap: Lambda starts it, and it execs the handler's program.
 *
 * It makes a single execve: no C library, no allocation, no open files. It is linked statically, without a loader, in
 * segments aligned to 64 KiB, so that it runs on every kernel of its architecture with any page size.
 *
 * The program is $LAMBDA_TASK_ROOT/$_HANDLER, or ./$_HANDLER if the task root is unset or empty (AWS's emulator
 * outside a container). It gets its path as argv[0], no arguments, and the unchanged environment. Without _HANDLER
 * the first argument is the handler and is exported as _HANDLER, which is how container images pass it. Further
 * arguments are ignored.
 *
 * A handler that leads back to the bootstrap would make it start itself forever, at the user's expense. The name
 * `bootstrap` is refused immediately. Any other path to it (`bin/../bootstrap`, a link, a copy) is refused the second
 * time: then the path to start is the one that the kernel started this process from.
 *
 * Exit status as in a shell: 127 if the program is not found, 126 if it cannot be started.
 */

#if defined(__x86_64__)
enum { SYS_write = 1, SYS_execve = 59, SYS_exit_group = 231, SYS_faccessat = 269 };

static long call(long number, long a, long b, long c) {
  long result;
  __asm__ volatile("syscall" : "=a"(result) : "a"(number), "D"(a), "S"(b), "d"(c) : "rcx", "r11", "memory");
  return result;
}

/* On entry the stack pointer points to argc; a C function needs it below, aligned to 16. */
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
/* The kernel's PATH_MAX: the maximum length of a path, including its NUL. */
enum { PATH_LIMIT = 4096 };

/*
 * A message is written at once, so that lines of two processes do not mix and a log gets one record. There is room
 * for a handler, a path and the longest reason.
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

/* The start of every message that names a handler. */
static void say_handler(const char *handler) {
  say("bootstrap: cannot start handler \"");
  /* A longer handler cannot be part of a path anyway. */
  for (unsigned left = PATH_LIMIT; *handler && left; left--) message[used++] = *handler++;
  say("\": ");
}

/* The value of a variable in an entry of the environment; null if the entry is for a different variable. */
static char *value_of(char *entry, const char *name) {
  while (*name) if (*entry++ != *name++) return 0;
  return *entry == '=' ? entry + 1 : 0;
}

static int same(const char *one, const char *other) {
  while (*one && *one == *other) one++, other++;
  return *one == *other;
}

/* Whether the handler is the bootstrap, relative to the task root or as an absolute path. */
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

/* Only a directory has an entry named `.`. */
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

  /* If a variable is set twice, the first value counts, as for getenv in the program. */
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
    say("bootstrap: no handler: _HANDLER is not set and no argument is given");
    leave(127);
  }
  int fits = append(root) && append("/") && append(handler);
  if (is_bootstrap(handler, root) || (fits && same(path, started_by))) {
    say_handler(handler);
    say("this is the bootstrap itself; set the function's Handler to a program in the archive");
    leave(126);
  }
  if (!fits) {
    say_handler(handler);
    say("path too long");
    leave(126);
  }

  char *arguments[] = {path, 0};
  long error = -call(SYS_execve, (long)path, (long)arguments, (long)environment);

  say_handler(handler);
  say(path);
  say(": ");
  if (error == ENOENT && exists()) {
    say("its loader or interpreter was not found; programs must be linked statically");
    leave(127);
  }
  if (error == ENOENT || error == ENOTDIR) {
    say("no such file; the function's Handler must be a program in the archive");
    leave(127);
  }
  if (error == EACCES) {
    say(is_directory() ? "is a directory" : "not executable (permission denied)");
    leave(126);
  }
  if (error == ENOEXEC) say("not a program for this architecture (exec format error)");
  else if (error == ENAMETOOLONG) say("path too long");
  else say("error "), say_number(error);
  leave(126);
}
