#!/bin/sh
# The shell bootstrap: Lambda starts it, and it becomes the handler's program. Builtins alone, so that no PATH
# is needed; no variable of its own is exported. docs/bootstrap.md says what a shell cannot do like the native one.
fail() {
  trap - EXIT
  printf 'bootstrap: %s\n' "$2" >&2
  exit "$1"
}
refused() {
  [ "$1" -ne 127 ] || fail 127 "$start $path: the loader or interpreter that it needs is missing; programs must be linked statically"
  fail 126 "$start $path: it is no program for this architecture (exec format error)"
}
if [ -z "${_HANDLER-}" ] && [ -n "${1-}" ]; then
  _HANDLER=$1
  export _HANDLER
fi
[ -n "${_HANDLER-}" ] || fail 127 'no handler: _HANDLER is not set, and there is no argument'
start="cannot start handler \"$_HANDLER\":"
root=${LAMBDA_TASK_ROOT:-.}
path=$root/$_HANDLER
name=${_HANDLER#"$root"/}
while :; do
  case $name in
    /*) name=${name#/} ;;
    ./*) name=${name#./} ;;
    *) break ;;
  esac
done
# A link or a detour leads back to this script too; then it was started by the path that it is to start now.
if [ "$name" = bootstrap ] || [ "$path" = "$0" ]; then
  fail 126 "$start it is the bootstrap itself; set the function's Handler to a program of the package"
fi
[ ${#path} -lt 4096 ] || fail 126 "$start the path is too long"
[ ! -d "$path" ] || fail 126 "$start $path: it is a directory"
[ -e "$path" ] || fail 127 "$start $path: no such file; the function's Handler must be a program of the package"
[ -x "$path" ] || fail 126 "$start $path: it is not executable (permission denied)"
# A failed exec ends dash, by way of the trap; bash would end without it, so it is told to go on to the end here.
trap 'refused $?' EXIT
[ -z "${BASH_VERSION-}" ] || shopt -s execfail 2>/dev/null
exec "$path"
