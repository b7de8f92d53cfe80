#!/bin/sh
# Exits with 0 if its stdin, stdout and stderr all are /dev/null.
test /dev/fd/0 -ef /dev/null && test /dev/fd/1 -ef /dev/null && test /dev/fd/2 -ef /dev/null
