# sends what each of its first ten descriptors is, and where its channel is; then sends back a line; $1: the channel
own=/proc/$$/fd
told=
for fd in 0 1 2 3 4 5 6 7 8 9; do
  [ -p $own/$fd ] && told="$told $fd=pipe"
  [ -S $own/$fd ] && told="$told $fd=socket"
  [ -c $own/$fd ] && told="$told $fd=device"
done
printf '"%s; %s %s"\n' "$told" "$NODE_CHANNEL_FD" "$NODE_CHANNEL_SERIALIZATION_MODE" >&$1
read -r line <&$1
printf '%s\n' "$line" >&$1
