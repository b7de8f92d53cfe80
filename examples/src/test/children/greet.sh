#!/bin/sh
# Asks on a line that it does not end, and answers on one.
printf 'Name: '
read -r name
printf '\033[1mHello\033[0m, %s!\n' "$name"
printf 'caf\351\n' >&2
