"""Asks ansible-core about inventories: which hosts a pattern selects, and which values a host's variables have.

Usage: ask_ansible.py FOLDER. In it, each folder is one inventory: hosts.yml, perhaps second.yml, perhaps group_vars/ and
host_vars/. The file "patterns" has one host pattern a line. One line of answer for each pattern and for each value:

    FOLDER  hosts     PATTERN  HOST,HOST       the hosts, sorted; empty if there is none or the pattern is an error
    FOLDER  shuffled  PATTERN                  a subscript that Ansible counts through a Python set: another host each time
    FOLDER  value     HOST     NAME=TEXT
"""

import os
import re
import sys

from ansible.errors import AnsibleError
from ansible.inventory.manager import InventoryManager
from ansible.parsing.dataloader import DataLoader
from ansible.vars.manager import VariableManager

SUBSCRIPT = re.compile(r"^[!&]?(.+)\[(?:-?[0-9]+|[0-9]+[:-][0-9]*)\]$")


def shuffled(group):
    """Whether two groups on one level below `group` both add children: then a set decides which are first."""
    seen, level = set(), {group} | set(group.child_groups)
    while level:
        seen |= level
        parents = [g for g in level if any(child not in seen for child in g.child_groups)]
        if len(parents) > 1:
            return True
        level = {child for g in level for child in g.child_groups} - seen
    return False


def counted_by_chance(inventory, pattern):
    """Whether a part of the pattern counts the hosts of a shuffled group."""
    for part in re.findall(r"(?:\[[^\]]*\]|[^:])+", pattern):
        match = SUBSCRIPT.match(part)
        if match:
            names = inventory._match_list(inventory.groups, match.group(1))
            if any(shuffled(inventory.groups[name]) for name in names):
                return True
    return False


def answer(folder):
    sources = [f for f in ("hosts.yml", "second.yml") if os.path.exists(os.path.join(folder, f))]
    loader = DataLoader()
    inventory = InventoryManager(loader=loader, sources=[os.path.join(folder, f) for f in sources])
    name = os.path.basename(folder)
    with open(os.path.join(folder, "patterns")) as patterns:
        for pattern in patterns.read().splitlines():
            if counted_by_chance(inventory, pattern):
                print(name, "shuffled", pattern, sep="\t")
                continue
            try:
                hosts = sorted(host.name for host in inventory.get_hosts(pattern))
            except AnsibleError:
                hosts = []
            print(name, "hosts", pattern, ",".join(hosts), sep="\t")
    variables = VariableManager(loader=loader, inventory=inventory)
    for host in inventory.get_hosts("all"):
        values = variables.get_vars(host=host, include_hostvars=False)
        for variable in sorted(v for v in values if re.fullmatch("v[0-9]", v)):
            print(name, "value", host.name, "%s=%s" % (variable, values[variable]), sep="\t")


for entry in sorted(os.listdir(sys.argv[1])):
    if os.path.exists(os.path.join(sys.argv[1], entry, "patterns")):
        answer(os.path.join(sys.argv[1], entry))
