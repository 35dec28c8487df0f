// The pictures of a digest: SVG within its HTML, each with its content in words.
#pragma once

#include <span>
#include <string>

#include "dragoman/brief.h"

namespace dragoman::brief_words {

// Both are <figure> elements, or nothing where there is nothing to draw.
std::string picture_of(const Chart& chart);
// The coasts and borders around the places, with the busiest of them named.
std::string map_of(std::span<const Spot> spots);

}  // namespace dragoman::brief_words
