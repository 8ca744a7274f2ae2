#!/bin/sh
# The shell bootstrap: Lambda starts it, and it becomes the handler's program. Builtins alone, so that no PATH
# is needed; no variable of its own is exported. docs/bootstrap.md says what a shell cannot do like the native one.
fail() {
  printf 'bootstrap: %s\n' "$2" >&2
  exit "$1"
}
if [ -z "${_HANDLER-}" ] && [ -n "${1-}" ]; then
  _HANDLER=$1
  export _HANDLER
fi
[ -n "${_HANDLER-}" ] || fail 127 'no handler: _HANDLER is not set, and there is no argument'
start="cannot start handler \"$_HANDLER\":"
name=$_HANDLER
while :; do
  case $name in
    /*) name=${name#/} ;;
    ./*) name=${name#./} ;;
    *) break ;;
  esac
done
[ "$name" != bootstrap ] || fail 126 "$start it is the bootstrap itself; set the function's Handler to a program of the package"
path=${LAMBDA_TASK_ROOT:-.}/$_HANDLER
[ ! -d "$path" ] || fail 126 "$start $path: it is a directory"
[ -e "$path" ] || fail 127 "$start $path: no such file; the function's Handler must be a program of the package"
[ -x "$path" ] || fail 126 "$start $path: it is not executable (permission denied)"
# bash would end at a failed exec without a word of ours; in dash the next line never runs.
[ -z "${BASH_VERSION-}" ] || shopt -s execfail
exec "$path"
status=$?
[ "$status" -eq 127 ] && fail 127 "$start $path: the loader or interpreter that it needs is missing; programs must be linked statically"
fail 126 "$start $path: it is no program for this architecture (exec format error)"
