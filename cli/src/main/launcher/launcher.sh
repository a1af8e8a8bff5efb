#!/bin/sh
# A jar follows this text: "java -jar" starts the file on every system, and this text does so where there is a shell.
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -jar "$0" "$@"
