# Ends what a JVM has left behind when it was killed.
#
# Arguments: how the mark begins that the environment of all its children has, how the number begins by which the limit of file
# locks marks them (eight digits follow), and how its temporary files begin.
# Descriptor 3 is the reading end of a pipe, from which a line comes first. Only the JVM holds the other end, so the pipe ends
# when the JVM does.

mark=$1
limits=$2
files=$3

# The processes that have one of the marks, as /proc/PID/environ or /proc/PID/limits.
carrying() {
  if command -v grep >/dev/null; then
    # 2 means that some of them may not be read; more, that there are too many of them for one command.
    grep -lsF -e "$mark" /proc/[0-9]*/environ
    [ $? -gt 2 ] || {
      grep -ls -e "^Max file locks  *$limits[0-9]\{8\} " /proc/[0-9]*/limits
      return 0
    }
  fi
  for file in /proc/[0-9]*/environ /proc/[0-9]*/limits; do
    while IFS= read -r line || [ -n "$line" ]; do
      case $line in *"$mark"* | "Max file locks "*" $limits"[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]" "*) echo "$file" && break ;; esac
    done <"$file"
  done
}

# What is found is stopped before the next look, so that nothing starts others meanwhile. Killed is what is stopped.
sweep() {
  stopped=' '
  quiet=0
  while [ "$quiet" -lt 2 ]; do
    quiet=$((quiet + 1))
    for file in $(carrying); do
      pid=${file#/proc/}
      pid=${pid%/*}
      case $stopped in
        *" $pid "*) ;;
        *) kill -s STOP "$pid"; stopped="$stopped$pid "; quiet=0 ;;
      esac
    done
  done
  [ "$stopped" = ' ' ] || kill -s KILL $stopped
}

# A JVM that is itself the child of a test has the mark of that test in its limit of file locks. This shell is nobody's leftover, so it
# takes the mark off. The option has another letter in dash than in bash.
for letter in x w; do
  if (ulimit -S "-$letter" unlimited) 2>/dev/null; then
    ulimit -S "-$letter" unlimited
    break
  fi
done

# In the background, so that it is no child of the JVM.
(
  trap '' HUP INT QUIT TERM
  cd /
  read -r go <&3 || exit # the JVM has given it up
  while read -r nothing <&3; do :; done
  exec 3<&-
  sweep
  # A child that was about to run its program had no mark yet. What the kernel does not let go is tried for some time.
  rounds=0
  while sleep 0.05; [ -n "$(carrying)" ] && [ "$rounds" -lt 100 ]; do
    rounds=$((rounds + 1))
    sweep
  done
  rm -f "$files"*
) >/dev/null 2>&1 &
