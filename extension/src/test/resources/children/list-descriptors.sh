# writes what each descriptor below 10 is to the file in $1
for fd in 0 1 2 3 4 5 6 7 8 9; do
  [ -e /proc/$$/fd/$fd ] && readlink /proc/$$/fd/$fd | sed "s|:.*||; s|^|$fd |"
done >"$1.own"
grep -v "$1" "$1.own" >"$1"
