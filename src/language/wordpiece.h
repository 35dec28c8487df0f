// WordPiece over words already told apart: the same pieces as training/wordpiece.py, which a test compares.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace dragoman::language {

// Letter case of a word, which the lower-case vocabulary loses: 0 no letters, 1 lower, 2 Title, 3 UPPER, 4 mixed.
std::int32_t letter_case(std::string_view word);

class WordPiece {
 public:
  // `vocabulary`: one piece a line, its number the id.
  explicit WordPiece(std::string_view vocabulary);

  // Ids of a word's pieces, one to sixteen of them.
  //   pieces("Ankara's") → [ankara, ', s]    pieces("") → [[UNK]]
  std::vector<std::int32_t> pieces(std::string_view word) const;

  std::int32_t cls() const { return cls_; }
  std::int32_t sep() const { return sep_; }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view s) const { return std::hash<std::string_view>{}(s); }
  };
  void append(const std::string& part, std::vector<std::int32_t>& ids) const;

  std::unordered_map<std::string, std::int32_t, Hash, std::equal_to<>> ids_;
  std::int32_t cls_ = 0, sep_ = 0, unknown_ = 0;
};

}  // namespace dragoman::language
