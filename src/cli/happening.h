// Incidents as people read them.
#pragma once

#include "dragoman/incidents.h"
#include "render.h"

namespace dragoman::cli {

// A line: type, status, days, who did it to whom, and how many sources tell it; below it a line for each contradiction.
void print_incident(const Incident& incident, const Page& page);

}  // namespace dragoman::cli
