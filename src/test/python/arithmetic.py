"""Trains small networks by the rules of docs/arithmetic.md and compares every weight with Java's.

    python3 src/test/python/arithmetic.py java -cp target/backflow.jar

The arguments are how to start Java with Backflow. First the examples of the page are held to
rules.py. Then Java trains many small experiments and exports what it started from and what it
trained; from the seed alone rules.py comes to the same start, and from the start to the same words.
"""

import json
import os
import random
import struct
import subprocess
import sys
import tempfile

import npy
import page
import rules
from rules import Format

HERE = os.path.dirname(os.path.abspath(__file__))
HOME = os.path.normpath(os.path.join(HERE, "..", "..", ".."))

ROUNDINGS = ["TRN", "TRN_ZERO", "RND", "RND_CONV", "RND_ZERO", "STOCHASTIC"]
OVERFLOWS = ["SAT", "SAT_SYM", "WRAP"]
SCHEMES = [
    "backprop", "random", "one-hot", "sparse", "sign", "sign-symmetric", "direct",
    "direct-one-hot", "random-ln(t+1)", "one-hot-ln(t+e)", "sparse-3-ln(t+e)", "sign-ln(t+e)",
    "direct-ln(t+e)", "direct-one-hot-ln(t+1)",
]
TRAIN, TEST, SIDE = 21, 9, 4

# From this group on, experiments go through the command line and have a report.
REPORTED = 2

# So narrow that every overflow and every rounding takes place in a few steps.
NARROW = {
    "input": "fixed<7,2>", "weight": "fixed<8,1>", "activation": "fixed<9,2>",
    "derivative": "fixed<7,-1>", "delta": "fixed<8,-2>", "feedback": "fixed<7,3>",
    "gradient": "fixed<8,-3>",
}
USUAL = {
    "input": "ufixed<9,1>", "weight": "fixed<16,4>", "activation": "fixed<16,2>",
    "derivative": "ufixed<12,-1>", "delta": "fixed<16,2>", "feedback": "fixed<16,4>",
    "gradient": "fixed<16,-2>",
}


def case(rounding, overflow, **changes):
    """Returns an experiment: what is left out is one sample a step and a rate that is a shift."""
    given = {
        "rounding": rounding, "overflow": overflow, "formats": NARROW, "layers": [16, 6, 5, 4],
        "minibatch": 1, "epochs": 2, "rate": 0.5, "gradient": "summed", "order": "reshuffled",
        "scale": "constant", "schemes": SCHEMES, "runs": 1, "seed": 7, "words": 64, "domain": 4,
        "addressRounding": "RND", "split": "official", "initialization": "normal/sqrt(fan_in+1)",
    }
    unknown = set(changes) - set(given)
    if unknown:
        raise ValueError("no such settings: %s" % unknown)
    given.update(changes)
    return given


def cases():
    """Returns groups; those of a group differ in rounding and overflow alone."""
    pairs = [(rounding, overflow) for rounding in ROUNDINGS for overflow in OVERFLOWS]
    single = [case(*pair) for pair in pairs]
    batches = [
        case(*pair, minibatch=4, rate=0.7, gradient="averaged", order="fixed",
             split={"trainSamples": 18, "testSamples": 5}, seed=-3, scale="ln(t+e)",
             initialization="normal/sqrt(fan_in)", addressRounding="RND_CONV")
        for pair in pairs]
    others = [
        case("STOCHASTIC", "SAT", rate=0.3, formats=USUAL, runs=2, addressRounding="TRN",
             words=2048, domain=8, initialization="uniform/sqrt(fan_in)", scale="ln(t+1)"),
        case("RND", "SAT", minibatch=8, rate=0.25, formats=USUAL, layers=[16, 4],
             schemes=["backprop", "one-hot"], addressRounding="RND_ZERO"),
        # +1 and -1 have unlike magnitudes in this format of B, so it matters whose is taken.
        case("STOCHASTIC", "WRAP", minibatch=5, rate=0.25, layers=[16, 7, 4],
             formats={**NARROW, "feedback": "fixed<7,1>"}),
        case("RND_CONV", "SAT_SYM", minibatch=3, rate=0.9, layers=[16, 4, 5, 4, 4], epochs=3),
    ]
    return [single, batches] + [[other] for other in others]


def write_images(folder):
    """Four files of IDX, of which half the pixels are zero."""
    draw = random.Random(20)
    images, labels = [], []
    for prefix, count in (("train", TRAIN), ("t10k", TEST)):
        pixels = [draw.choice([0, draw.randrange(256)]) for _ in range(count * SIDE * SIDE)]
        classes = [draw.randrange(4) for _ in range(count - 1)] + [3]
        with open(os.path.join(folder, prefix + "-images-idx3-ubyte"), "wb") as file:
            file.write(struct.pack(">4I", 0x803, count, SIDE, SIDE) + bytes(pixels))
        with open(os.path.join(folder, prefix + "-labels-idx1-ubyte"), "wb") as file:
            file.write(struct.pack(">2I", 0x801, count) + bytes(classes))
        size = SIDE * SIDE
        images += [pixels[i:i + size] for i in range(0, len(pixels), size)]
        labels += classes
    return images, labels


def command(given, images, folder, reported):
    """Returns the words of a line of Exports.java: with a report, or without in less time."""
    settings = [
        "data.path=" + images,
        "data.split=" + json.dumps(given["split"]),
        "layers=" + "-".join(map(str, given["layers"])),
        "initialization=" + given["initialization"],
        "protocol.minibatch=%d" % given["minibatch"],
        "protocol.epochs=%d" % given["epochs"],
        "protocol.learningRate=%r" % given["rate"],
        "protocol.gradient=" + given["gradient"],
        "protocol.order=" + given["order"],
        "protocol.feedbackScale=" + given["scale"],
        "schemes=" + json.dumps(given["schemes"]),
        "numerics=fixed",
        "fixedPoint.rounding=" + given["rounding"],
        "fixedPoint.overflow=" + given["overflow"],
        "fixedPoint.sigmoid.words=%d" % given["words"],
        "fixedPoint.sigmoid.domain=%d" % given["domain"],
        "fixedPoint.sigmoid.addressRounding=" + given["addressRounding"],
        "runs=%d" % given["runs"],
        "seed=%d" % given["seed"],
        "threads=1",
    ] + ["fixedPoint.formats.%s=%s" % pair for pair in given["formats"].items()]
    experiment = os.path.join(HOME, "data", "experiments", "mnist-20.yaml")
    if not reported:
        return ["export", folder, experiment] + settings
    words = ["compare", experiment]
    for setting in settings:
        words += ["--set", setting]
    return words + ["--output", os.path.join(folder, "report"), "--export",
                    os.path.join(folder, "export"), "--export-start"]



class Checked:
    """Holds what Java exported of one experiment to the rules, and counts."""

    def __init__(self, given, images, labels, folder):
        self.given = given
        self.images = images
        self.labels = labels
        self.folder = folder
        self.export = npy.Export(os.path.join(folder, "export"))
        checkpoints = os.path.join(folder, "checkpoints")
        self.held = self.export.hold_tensors(checkpoints if os.path.isdir(checkpoints) else None)
        self.widths = given["layers"]
        formats = {
            role: Format(text, given["rounding"], given["overflow"])
            for role, text in given["formats"].items()}
        self.formats = formats
        self.sigmoid = rules.Sigmoid(
            given["words"], given["domain"], given["addressRounding"], formats["activation"])
        self.pixels = [formats["input"].nearest(grey / 255) for grey in range(256)]
        self.trained = 0
        self.started = 0
        self.accuracies = 0
        self.final = []

    def run(self):
        self.start("sigmoid", [self.sigmoid.table])
        self.start("pixels", [self.pixels])
        accuracies = {name: [] for name in self.given["schemes"]}
        for run in range(self.given["runs"]):
            self.check_run(run, accuracies)
        self.check_accuracies(accuracies)
        if self.export.entries:
            raise AssertionError("nobody looked at %s" % sorted(self.export.entries))

    def start(self, name, expected, doubles=False):
        """Holds a file of the start to what the rules come to, and returns what it has."""
        found = self.export.array("start/" + name)
        close = (lambda a, b: abs(a - b) <= 1e-15 * max(abs(a), abs(b))) if doubles else (
            lambda a, b: a == b)
        flat_found, flat_expected = page.flat(found), page.flat(expected)
        if len(flat_found) != len(flat_expected) or len(found) != len(expected):
            raise AssertionError("start/%s has another shape" % name)
        for i, (a, b) in enumerate(zip(flat_found, flat_expected)):
            if not close(a, b):
                raise AssertionError(
                    "start/%s: number %d is %r, by the rules %r" % (name, i, a, b))
        self.started += len(flat_found)
        return found

    def check_run(self, run, accuracies):
        given = self.given
        seed, widths, law = given["seed"], self.widths, given["initialization"]
        prefix = "run-%d/" % run
        train, test = rules.split(seed, run, given["split"], TRAIN, TEST)
        fixed = given["order"] == "fixed"
        orders = [rules.order(seed, run, given["order"], epoch, train)
                  for epoch in range(1 if fixed else given["epochs"])]
        orders = self.start(prefix + "order", orders)
        self.start(prefix + "test", [test])
        weights, states = {}, {}
        for layer in range(1, len(widths)):
            drawn = rules.drawn_weights(seed, run, widths, layer, law)
            self.start(prefix + "W%d" % layer, drawn, doubles=True)
            codes = [[self.formats["weight"].nearest(value) for value in row] for row in drawn]
            weights[layer] = self.start(prefix + "fixed/W%d" % layer, codes)
            expected = [rules.register_states(seed, run, widths, layer)]
            states[layer] = self.start(prefix + "fixed/registers%d" % layer, expected)[0]
        for name in given["schemes"]:
            scheme = rules.Scheme(name, given["scale"])
            feedback = self.check_feedback(run, scheme)
            network = rules.Network(
                widths, scheme, self.formats, self.sigmoid,
                {layer: [list(row) for row in weights[layer]] for layer in weights},
                feedback, states)
            self.train(network, orders)
            self.compare(network, "%s/fixed/run-%d/" % (name, run))
            correct = sum(
                network.predict(self.codes(image)) == self.labels[image] for image in test)
            accuracies[name].append(correct / len(test))

    def check_feedback(self, run, scheme):
        """Returns B as drawn, of every hidden layer; nothing where the scheme stores none."""
        if not scheme.stores:
            return {}
        given, widths = self.given, self.widths
        prefix = "run-%d/%s/" % (run, scheme.name)
        factors = [[rules.SCALES[scheme.scale](epoch) for epoch in range(given["epochs"])]]
        self.start(prefix + "scale", factors, doubles=True)
        feedback = {}
        for layer in range(1, len(widths) - 1):
            drawn = scheme.drawn(given["seed"], run, widths, layer, given["initialization"])
            if scheme.kind == "sparse" or scheme.kind.endswith("one-hot"):
                rows = [[row for row, value in enumerate(column) if value != 0]
                        for column in zip(*drawn)]
                self.start(prefix + "selection%d" % layer, rows)
            codes = [[self.formats["feedback"].nearest(value * factors[0][0]) for value in row]
                     for row in drawn]
            feedback[layer] = self.start(prefix + "B%d" % layer, drawn, doubles=True)
            self.start(prefix + "fixed/B%d" % layer, codes)
        return feedback

    def codes(self, image):
        return [self.pixels[grey] for grey in self.images[image]]

    def train(self, network, orders):
        given = self.given
        for epoch in range(given["epochs"]):
            network.begin_epoch(epoch)
            samples = orders[epoch % len(orders)]
            for begin in range(0, len(samples), given["minibatch"]):
                batch = samples[begin:begin + given["minibatch"]]
                rate = given["rate"]
                if given["gradient"] == "averaged":
                    rate = rate / len(batch)
                network.step(
                    [self.codes(image) for image in batch],
                    [self.labels[image] for image in batch],
                    rules.learning_rate(rate))

    def compare(self, network, prefix):
        """Holds the words that Java trained to those of the network."""
        for layer in network.feedback:
            found = self.export.array(prefix + "B%d" % layer)
            if found != network.feedback[layer]:
                raise AssertionError("%sB%d is not that of the rules" % (prefix, layer))
        for layer, rows in network.weights.items():
            found = self.export.array(prefix + "W%d" % layer)
            for i, row in enumerate(rows):
                for j, code in enumerate(row):
                    if found[i][j] != code:
                        raise AssertionError(
                            "%sW%d: row %d, column %d is %d, by the rules %d"
                            % (prefix, layer, i, j, found[i][j], code))
                    self.trained += 1
            self.final.append(rows)

    def check_accuracies(self, accuracies):
        path = os.path.join(self.folder, "report", "epochs.csv")
        if not os.path.exists(path):
            return  # without a report
        with open(path, encoding="utf-8") as file:
            lines = [line.rstrip("\n").split(",") for line in file]
        column = {name: i for i, name in enumerate(lines[0])}
        found = {
            (line[column["scheme"]], int(line[column["run"]])): float(line[column["test_accuracy"]])
            for line in lines[1:] if int(line[column["epoch"]]) == self.given["epochs"] - 1}
        for name, by_run in accuracies.items():
            for run, expected in enumerate(by_run):
                if abs(found[name, run] - expected) > 1e-9:
                    raise AssertionError("%s: accuracy %s, by the rules %s"
                                         % (name, found[name, run], expected))
                self.accuracies += 1


def describe(given):
    return "%s, %s, %s, minibatch %d, eta %s %s, scale %s" % (
        "-".join(map(str, given["layers"])), given["rounding"], given["overflow"],
        given["minibatch"], given["rate"], given["gradient"], given["scale"])


def main(java):
    examples = page.check(os.path.join(HOME, "docs", "arithmetic.md"))
    print("examples of the page: %d" % examples)
    trained = started = accuracies = held = 0
    with tempfile.TemporaryDirectory() as work:
        images_folder = os.path.join(work, "images")
        os.mkdir(images_folder)
        images, labels = write_images(images_folder)
        groups = [
            [(given, os.path.join(work, "%d-%d" % (i, j))) for j, given in enumerate(group)]
            for i, group in enumerate(cases())]
        lines = ["\t".join(command(given, images_folder, folder, i >= REPORTED))
                 for i, group in enumerate(groups) for given, folder in group]
        ran = subprocess.run(
            java + [os.path.join(HERE, "Exports.java")], input="\n".join(lines) + "\n",
            text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        if ran.returncode != 0:
            sys.exit("%sarithmetic: Java ended with %d" % (ran.stdout, ran.returncode))
        for group in groups:
            results = {}
            for given, folder in group:
                checked = Checked(given, images, labels, folder)
                try:
                    checked.run()
                except AssertionError as difference:
                    sys.exit("arithmetic: %s: %s" % (describe(given), difference))
                trained += checked.trained
                started += checked.started
                accuracies += checked.accuracies
                held += checked.held
                twin = results.setdefault(json.dumps(checked.final), given)
                if twin is not given:
                    sys.exit("arithmetic: %s comes to the same as %s: neither is tested"
                             % (describe(given), describe(twin)))
    experiments = sum(len(group) for group in groups)
    print("experiments: %d, each with its start from the seed" % experiments)
    print("numbers of the starts compared: %d, all equal" % started)
    print("test accuracies compared: %d, all equal" % accuracies)
    print("tensors compared with .npy: %d, all equal" % held)
    print("trained weights compared: %d, all equal" % trained)
    if 0 in (examples, trained, started, accuracies, held):
        sys.exit("arithmetic: nothing was compared")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("usage: arithmetic.py JAVA WORD... (how to start Java with Backflow)")
    main(sys.argv[1:])
