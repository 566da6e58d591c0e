"""The files for production: read and checked against each other, the Kubernetes ones against its schemas.

No container can be built here; the start command and the nginx configuration run in test_scale_out.
"""

import json
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.hosts.server.production import DEPLOY
from tests.hosts.server.running import ROOT

DOCKERFILE = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
KUBERNETES = list(yaml.safe_load_all((DEPLOY / "kubernetes" / "fho.yaml").read_text(encoding="utf-8")))
NGINX = (DEPLOY / "nginx" / "fho.conf.template").read_text(encoding="utf-8")
EXAMPLE = dict(
    line.split("=", 1)
    for line in (DEPLOY / "environment.example").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
)


def resource(kind: str) -> dict[str, Any]:
    found = [one for one in KUBERNETES if one["kind"] == kind]
    assert len(found) == 1
    return dict(found[0])


def container() -> dict[str, Any]:
    (one,) = resource("Deployment")["spec"]["template"]["spec"]["containers"]
    return dict(one)


def in_image() -> dict[str, str]:
    block = re.search(r"^ENV ((?:.*\\\n)*.*)$", DOCKERFILE, re.MULTILINE)
    assert block
    return dict(pair.split("=") for pair in block[1].replace("\\\n", " ").split())


@pytest.mark.parametrize("one", KUBERNETES, ids=[one["kind"] for one in KUBERNETES])
def test_kubernetes_schemas(one: dict[str, Any]) -> None:
    kubernetes_validate.validate(one, "1.30", strict=True)


def test_the_dockerfile_is_linted() -> None:
    hadolint = shutil.which("hadolint") or str(Path(sysconfig.get_path("scripts")) / "hadolint")
    linted = subprocess.run(
        [hadolint, "--no-color", DEPLOY / "Dockerfile"], capture_output=True, text=True, check=False
    )
    assert linted.returncode == 0, linted.stdout


def test_the_image_copies_what_exists() -> None:
    copied = [line.split()[1:-1] for line in DOCKERFILE.splitlines() if line.startswith("COPY")]
    names = [name for line in copied for name in line]
    assert "xl_addin" in names
    assert f"{DEPLOY.relative_to(ROOT)}/requirements.lock" in names
    assert all((ROOT / name).exists() for name in names if name != "README.md")


def test_the_lock_holds_all_that_is_asked_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lock = (DEPLOY / "requirements.lock").read_text(encoding="utf-8")
    locked = {
        canonicalize_name(name): version for name, version in re.findall(r"^([\w.-]+)==(\S+)", lock, re.MULTILINE)
    }
    for text in (*project["dependencies"], *project["optional-dependencies"]["server"]):
        asked = Requirement(text)
        assert asked.specifier.contains(locked[canonicalize_name(asked.name)]), text
    assert lock.count("--hash=sha256:") >= len(locked)


def test_the_image_runs_as_nobody_in_particular() -> None:
    lines = DOCKERFILE.splitlines()
    assert lines.index("USER 10001") < max(place for place, line in enumerate(lines) if line.startswith("CMD"))
    security = resource("Deployment")["spec"]["template"]["spec"]["securityContext"]
    assert security["runAsNonRoot"]
    assert f"--uid {security['runAsUser']}" in DOCKERFILE
    assert container()["securityContext"]["readOnlyRootFilesystem"]
    assert COMPOSE["services"]["fho"]["read_only"]


def test_every_name_in_the_environment_is_read() -> None:
    # In a process of its own: importing xlwings Server changes the environment.
    reads = "from xlwings_server.config import Settings; print(*Settings.model_fields)"
    known = subprocess.run([sys.executable, "-c", reads], capture_output=True, text=True, check=True).stdout.split()
    source = "".join(path.read_text(encoding="utf-8") for path in DEPLOY.parent.glob("*.py"))
    given = set(EXAMPLE) | set(in_image()) | set(resource("ConfigMap")["data"])
    given |= set(COMPOSE["services"]["fho"]["environment"])
    others = {"PYTHONUNBUFFERED", "UVICORN_HOST", "UVICORN_PORT", "WEB_CONCURRENCY"}
    for name in given - others:
        if name.startswith("XLWINGS_"):
            assert name.removeprefix("XLWINGS_").lower() in known
        else:
            assert f'"{name}"' in source, name


def test_the_limits_agree_everywhere() -> None:
    megabytes, seconds = int(in_image()["FHO_MAX_BODY_MB"]), int(in_image()["FHO_REQUEST_SECONDS"])
    data, annotations = resource("ConfigMap")["data"], resource("Ingress")["metadata"]["annotations"]
    assert {EXAMPLE["FHO_MAX_BODY_MB"], data["FHO_MAX_BODY_MB"]} == {str(megabytes)}
    assert {EXAMPLE["FHO_REQUEST_SECONDS"], data["FHO_REQUEST_SECONDS"]} == {str(seconds)}
    assert f"client_max_body_size {megabytes}m;" in NGINX
    assert f"client_body_buffer_size {megabytes}m;" in NGINX
    assert annotations["nginx.ingress.kubernetes.io/proxy-body-size"] == f"{megabytes}m"
    # The proxy waits a little longer than the server, whose own refusal says more.
    assert f"proxy_read_timeout {seconds + 5}s;" in NGINX
    assert annotations["nginx.ingress.kubernetes.io/proxy-read-timeout"] == str(seconds + 5)


def test_kubernetes_parts_find_each_other() -> None:
    labels = resource("Deployment")["spec"]["template"]["metadata"]["labels"]
    for kind in ("Deployment", "PodDisruptionBudget"):
        assert resource(kind)["spec"]["selector"]["matchLabels"] == labels
    assert resource("Service")["spec"]["selector"] == labels
    (port,) = container()["ports"]
    assert resource("Service")["spec"]["ports"][0]["targetPort"] == port["name"]
    assert str(port["containerPort"]) == in_image()["UVICORN_PORT"]
    (rule,) = resource("Ingress")["spec"]["rules"]
    (path,) = rule["http"]["paths"]
    assert path["backend"]["service"]["name"] == resource("Service")["metadata"]["name"]
    assert rule["host"] == resource("ConfigMap")["data"]["XLWINGS_HOSTNAME"]
    assert {one["name"] for one in container()["volumeMounts"]} == {
        one["name"] for one in resource("Deployment")["spec"]["template"]["spec"]["volumes"]
    }
    assert resource("ConfigMap")["data"]["PROMETHEUS_MULTIPROC_DIR"] in {
        one["mountPath"] for one in container()["volumeMounts"]
    }


def test_the_health_check_is_the_same_everywhere() -> None:
    probes = {container()[name]["httpGet"]["path"] for name in ("startupProbe", "readinessProbe", "livenessProbe")}
    assert probes == {"/fho/health"}
    assert "/fho/health" in json.loads(re.findall(r"HEALTHCHECK.*\\\n\s+CMD (\[.*\])", DOCKERFILE)[0])[-1]


def test_compose_parts_find_each_other() -> None:
    services = COMPOSE["services"]
    context = (DEPLOY / services["fho"]["build"]["context"]).resolve()
    assert context == ROOT
    assert (context / services["fho"]["build"]["dockerfile"]).exists()
    assert set(services["nginx"]["depends_on"]) <= set(services)
    assert services["nginx"]["environment"]["FHO_SERVER"] == f"fho:{in_image()['UVICORN_PORT']}"
    assert {network for one in services.values() for network in one["networks"]} == set(COMPOSE["networks"])
    asked = set(re.findall(r"\$\{(\w+)\}", NGINX))
    assert asked == set(services["nginx"]["environment"])
    mounted = [volume.split(":")[0] for volume in services["nginx"]["volumes"]]
    assert (DEPLOY / mounted[0]).exists()
