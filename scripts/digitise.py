#!/usr/bin/env python3
"""Makes domain/data/westport.geojson from tables of public figures.

    scripts/digitise.py FOLDER > domain/data/westport.geojson

FOLDER holds town_boundary.csv, sherwood_island.csv, i95_centreline.csv, merritt_centreline.csv,
interchanges.csv, context_roads.csv and landmarks.csv (WGS 84, decimal degrees). Nothing in the
product needs the folder: the file it makes is committed and compiled in.
"""

import csv
import json
import sys
from pathlib import Path

FOLDER = Path(sys.argv[1])

STATE_POLICE = "Connecticut State Police"

# The town ring runs to the state line in the middle of the Sound: the view ends below the beaches, where
# people live and park, and leaves a margin of about 250 m on the other sides. Cockenoe Island is typed.
VIEW = [-73.392, 41.097, -73.292, 41.197]

TOWN_POLICE = "Westport Police Department"
# The error of what is never tested is not known: null, not zero.
DECORATION = {"authority": TOWN_POLICE, "half_width_m": 0, "error_m": None}

AREAS = {"Merritt Parkway": "merritt_parkway", "I-95": "i95"}


def table(name):
    with open(FOLDER / name, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def position(row):
    return [round(float(row["lon"]), 5), round(float(row["lat"]), 5)]


def outer(ring):
    """Counter-clockwise, as RFC 7946 section 3.1.6 wants an outer ring."""
    twice = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:]))
    return ring if twice > 0 else ring[::-1]


def feature(properties, kind, coordinates):
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": kind, "coordinates": coordinates},
    }


def grouped(rows, key):
    groups = {}
    for row in rows:
        groups.setdefault(row[key], []).append(position(row))
    return groups


def town():
    return feature(
        {
            "name": "Westport",
            "kind": "town",
            "authority": TOWN_POLICE,
            "half_width_m": 0,
            "error_m": 13,
            "view": VIEW,
            "source": "U.S. Census Bureau TIGER/Line 2010, county subdivision 0900183500, simplified to 5 m",
        },
        "Polygon",
        [outer([position(row) for row in table("town_boundary.csv")])],
    )


def park():
    rings = grouped(table("sherwood_island.csv"), "part").values()
    return feature(
        {
            "name": "Sherwood Island State Park",
            "kind": "park",
            "area": "sherwood_island",
            "authority": "State Environmental Conservation Police",
            "half_width_m": 0,
            "error_m": 40,
            "source": "CT DEEP Property, as generalised by its publisher",
        },
        "MultiPolygon",
        [[outer(ring)] for ring in rings],
    )


def highway(name, area, file, half_width_m, source):
    rows = table(file)
    errors = [float(row["error_to_next_m"]) for row in rows[:-1]]
    errors = [int(e) if e == int(e) else e for e in errors]
    return feature(
        {
            "name": name,
            "kind": "highway",
            "area": area,
            "authority": STATE_POLICE,
            "half_width_m": half_width_m,
            "error_m": max(errors),
            "errors_m": errors,
            "source": source,
        },
        "LineString",
        [position(row) for row in rows],
    )


def interchanges():
    for row in table("interchanges.csv"):
        yield feature(
            {
                "name": f"{row['highway']} exit {row['exit']}, {row['name']}",
                "kind": "interchange",
                "area": AREAS[row["highway"]],
                "authority": STATE_POLICE,
                "half_width_m": 0,
                "error_m": int(row["node_radius_m"]),
                "exit": row["exit"],
                "ramps": int(row["ramps"]),
                "node_radius_m": int(row["node_radius_m"]),
                "along_m": int(row["along_m"]),
                "across_m": int(row["across_m"]),
                "source": "CT DOT ramp counts 2011-12; interchange node. No ramp geometry is public",
            },
            "Point",
            position(row),
        )


def roads():
    for name, line in grouped(table("context_roads.csv"), "road").items():
        yield feature(
            {
                "name": name,
                "kind": "road",
                **DECORATION,
                "source": "route waypoints, drawn straight between them: decoration only",
            },
            "LineString",
            line,
        )


def landmarks():
    for row in table("landmarks.csv"):
        yield feature(
            {
                "name": row["name"],
                "kind": "landmark",
                **DECORATION,
                "source": "public lists of places: a label only",
            },
            "Point",
            position(row),
        )


FEATURES = [
    town(),
    park(),
    highway(
        "Merritt Parkway (Route 15)",
        "merritt_parkway",
        "merritt_centreline.csv",
        20,
        "U.S. Census Bureau TIGER edges, interchange nodes",
    ),
    highway(
        "Connecticut Turnpike (I-95)",
        "i95",
        "i95_centreline.csv",
        25,
        "U.S. Census Bureau block-group edges, FHWA bridge inventory, interchange nodes",
    ),
    *interchanges(),
    *roads(),
    *landmarks(),
]


def main():
    """One feature a line: a change of one figure is a change of one line."""
    lines = ",\n".join(json.dumps(one, separators=(",", ":"), ensure_ascii=False) for one in FEATURES)
    print('{"type":"FeatureCollection","name":"westport","features":[')
    print(lines)
    print("]}")


main()
