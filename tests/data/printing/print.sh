#!/bin/sh
# What the simulated printer does with a job: waits while there is a fault, then keeps what arrived.
# $1 is the job's file; RIG is the folder in which the tests put `fault` and look for `arrived/`.
fault=
while [ -e "$RIG/fault" ]; do
    if [ -z "$fault" ]; then
        fault=$(cat "$RIG/fault")
        echo "STATE: +$fault" >&2
    fi
    sleep 0.05
done
[ -z "$fault" ] || echo "STATE: -$fault" >&2
number=$(ls "$RIG/arrived" | wc -l)
cp "$1" "$RIG/part" && mv "$RIG/part" "$RIG/arrived/$number"
