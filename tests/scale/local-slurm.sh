#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# usage: local-slurm.sh FOLDER COMMAND...
#
# Runs a command beside a Slurm of one node, whose slurmctld and slurmd keep all
# that they have in FOLDER and end with the command.  Debian's slurm-wlm, no
# cgroups, no munge: jobs run as the user who starts this.
set -u
folder=$(cd "$1" && pwd)
shift
host=$(hostname -s)
user=$(id -un)
memory=$(awk '/^MemTotal/ { print int($2 / 1024) }' /proc/meminfo)
export SLURM_CONF=$folder/slurm.conf
mkdir -p "$folder/state" "$folder/spool"
cat >"$SLURM_CONF" <<EOF
ClusterName=local
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=${SLURM_TEST_PORT:-26817}
SlurmdPort=$((${SLURM_TEST_PORT:-26817} + 1))
SlurmUser=$user
SlurmdUser=$user
AuthType=auth/none
CredType=cred/none
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/slurmd.pid
SlurmctldLogFile=$folder/slurmctld.log
SlurmdLogFile=$folder/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
JobCompType=jobcomp/filetxt
JobCompLoc=$folder/jobs
ReturnToService=2
NodeName=$host NodeAddr=127.0.0.1 CPUs=$(nproc) RealMemory=$memory State=UNKNOWN
PartitionName=main Nodes=$host Default=YES MaxTime=INFINITE State=UP
EOF
PATH=$PATH:/usr/sbin:/sbin
slurmctld -D -c >"$folder/slurmctld.out" 2>&1 &
ctld=$!
slurmd -D -c >"$folder/slurmd.out" 2>&1 &
node=$!
end() { kill $node $ctld 2>/dev/null; wait $node $ctld 2>/dev/null; }
trap end EXIT
for i in {1..100}; do
	sinfo -h -o %T 2>/dev/null | grep -q idle && break
	sleep 0.2
done
if ! sinfo -h -o %T 2>/dev/null | grep -q idle; then
	echo 'local-slurm.sh: the node does not come up' >&2
	tail -n 5 "$folder"/slurm*.out "$folder"/slurm*.log >&2
	exit 3
fi
"$@"
