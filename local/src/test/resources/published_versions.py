# Transforms a template as AWS does, with the translator that SAM itself uses, and says which functions get another
# configuration, and which get another published version, when one parameter's value changes or one resource is replaced.
# Prints a line for each change and function that is called by an alias: what changed, the function, and whether its
# configuration and its version changed: `AdminGroup ReviewsFunction True True`.
import copy
import json
import logging
import os
import re
import sys

os.environ["AWS_DEFAULT_REGION"] = "eu-central-1"
logging.disable(logging.CRITICAL)
from samtranslator.translator.transform import transform
from samtranslator.yaml_helper import yaml_parse

PSEUDO = {
    "AWS::StackName": "tidegate",
    "AWS::StackId": "arn:aws:cloudformation:eu-central-1:111111111111:stack/tidegate/1-2-3-4-5",
    "AWS::Region": "eu-central-1",
    "AWS::AccountId": "111111111111",
    "AWS::Partition": "aws",
}


class NoManagedPolicies:
    def load(self):
        return {}


class Deployment:
    def __init__(self, source, values, replaced):
        self.parameters = source["Parameters"]
        self.values = {name: self.value(name, values) for name in self.parameters}
        self.replaced = replaced
        given = {name: str(value) for name, value in values.items()}
        template = transform(copy.deepcopy(source), {"AWS::Region": "eu-central-1", **given}, NoManagedPolicies())
        self.resources = template["Resources"]
        self.conditions = template.get("Conditions", {})

    def value(self, name, values):
        value = str(values.get(name, self.parameters[name].get("Default", "")))
        return value.split(",") if self.parameters[name]["Type"] == "CommaDelimitedList" else value

    # What a reference is worth: of a resource, its name, which is another one after its replacement. Each property of a
    # version of the settings needs a replacement, so its name is what it is made of.
    def named(self, name):
        if name in self.values:
            return self.values[name]
        if name in PSEUDO:
            return PSEUDO[name]
        if self.resources[name]["Type"] == "AWS::AppConfig::HostedConfigurationVersion":
            return json.dumps(self.resolved(self.resources[name]["Properties"]))
        return name + (" replaced" if name == self.replaced else "")

    def holds(self, condition):
        if isinstance(condition, str):
            return self.holds(self.conditions[condition])
        (function, argument), = condition.items()
        if function == "Condition":
            return self.holds(argument)
        if function == "Fn::Not":
            return not self.holds(argument[0])
        if function in ("Fn::And", "Fn::Or"):
            return (all if function == "Fn::And" else any)(self.holds(one) for one in argument)
        assert function == "Fn::Equals", condition
        return str(self.resolved(argument[0])) == str(self.resolved(argument[1]))

    def resolved(self, node):
        if isinstance(node, list):
            return [self.resolved(one) for one in node if one != {"Ref": "AWS::NoValue"}]
        if not isinstance(node, dict):
            return node
        if len(node) == 1:
            (function, argument), = node.items()
            if function == "Ref":
                return None if argument == "AWS::NoValue" else self.named(argument)
            if function == "Fn::GetAtt":
                parts = argument if isinstance(argument, list) else argument.split(".")
                return f"{self.named(parts[0])}.{parts[1]}"
            if function == "Fn::If":
                return self.resolved(argument[1] if self.holds(argument[0]) else argument[2])
            if function == "Fn::Sub":
                text, more = argument if isinstance(argument, list) else (argument, {})
                more = {name: self.resolved(value) for name, value in more.items()}
                return re.sub(
                    r"\$\{([\w:]+)(\.\w+)?}",
                    lambda m: str(more[m[1]] if m[1] in more else self.named(m[1])) + (m[2] or ""),
                    text,
                )
            if function == "Fn::Join":
                return argument[0].join(str(one) for one in self.resolved(argument[1]))
            if function == "Fn::Select":
                return self.resolved(argument[1])[int(self.resolved(argument[0]))]
            if function == "Fn::Split":
                return self.resolved(argument[1]).split(argument[0])
            assert not function.startswith("Fn::"), function
        return {name: self.resolved(value) for name, value in node.items()}

    # The functions that an alias calls: their configuration, and the identity of the version that it calls.
    def published(self):
        found = {}
        for alias in self.resources.values():
            if alias["Type"] == "AWS::Lambda::Alias":
                function = alias["Properties"]["FunctionName"]["Ref"]
                version = alias["Properties"]["FunctionVersion"]["Fn::GetAtt"][0]
                # Reserved concurrency is the function's, and no part of a version.
                configuration = dict(self.resources[function]["Properties"], ReservedConcurrentExecutions=None)
                found[function] = (
                    json.dumps(self.resolved(configuration), sort_keys=True),
                    version + json.dumps(self.resolved(self.resources[version]["Properties"]), sort_keys=True),
                )
        return found


def other(parameter):
    allowed = [value for value in parameter.get("AllowedValues", []) if str(value) != str(parameter.get("Default"))]
    if allowed:
        return allowed[0]
    if parameter["Type"] == "Number":
        return int(parameter["Default"]) + 1
    return "another" + str(parameter.get("Default", ""))


def main(file):
    source = yaml_parse(open(file).read())
    for resource in source["Resources"].values():
        if resource["Type"] == "AWS::Serverless::Function":
            resource["Properties"]["CodeUri"] = "s3://bucket/" + resource["Properties"]["CodeUri"]
    before = Deployment(source, {}, None).published()
    changes = [(name, {name: other(parameter)}, None) for name, parameter in source["Parameters"].items()]
    # What has a name of its own keeps it when it is replaced.
    named = {"FunctionName", "RoleName", "Name", "LogGroupName", "AliasName", "UserPoolName", "GroupName"}
    changes += [
        (name, {}, name)
        for name, resource in source["Resources"].items()
        if not named & set(resource.get("Properties", {})) and resource["Type"] != "AWS::AppConfig::HostedConfigurationVersion"
    ]
    for what, values, replaced in changes:
        after = Deployment(source, values, replaced).published()
        for function in before:
            configuration = before[function][0] != after[function][0]
            version = before[function][1] != after[function][1]
            print(what, function, configuration, version)


main(sys.argv[1])
