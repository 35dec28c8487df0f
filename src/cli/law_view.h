// Provisions and findings as text.
#pragma once

#include <string>

#include "dragoman/law.h"
#include "outline.h"

namespace dragoman::cli {

enum class Depth { Line, Whole };
void show_provision(Outline& out, const Provision& provision, Depth depth);
void show_finding(Outline& out, const Finding& finding, const Account& account);

// "“purchase” in “Will the US sanction …” (report, bytes 35–43)", the sentence cut at so many columns.
std::string cited(const Filed& filed, std::size_t columns);

}  // namespace dragoman::cli
