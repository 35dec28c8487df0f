// Sentences and tokens of reports as CoNLL-U, without analysis: `segment FILE` (any input that read_reports takes).
#include <fstream>
#include <iostream>

#include "dragoman/text.h"

namespace {

void print_sentence(std::string_view text, const dragoman::Sentence& sentence, bool paragraph) {
  if (paragraph && sentence.paragraph_start) std::cout << "# newpar\n";
  std::cout << "# start_byte = " << sentence.start << "\n# end_byte = " << sentence.end << '\n';
  for (std::size_t i = 0; i < sentence.tokens.size(); ++i) {
    const dragoman::Token& token = sentence.tokens[i];
    std::size_t last = i;
    while (last + 1 < sentence.tokens.size() && sentence.tokens[last + 1].clitic) ++last;
    if (last > i && !token.clitic) {
      const std::size_t end = sentence.tokens[last].end;
      std::cout << i + 1 << '-' << last + 1 << '\t' << text.substr(token.start, end - token.start) << "\t_\t_\t_\t_\t_\t_\t_\t"
                << (sentence.tokens[last].space_after ? "_" : "SpaceAfter=No") << '\n';
    }
    std::cout << i + 1 << '\t' << text.substr(token.start, token.end - token.start) << "\t_\t_\t_\t_\t0\t_\t_\t"
              << (token.space_after ? "_" : "SpaceAfter=No") << '\n';
  }
  std::cout << '\n';
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: segment FILE\n";
    return 2;
  }
  std::ifstream file(argv[1], std::ios::binary);
  dragoman::ReportStream stream(file, argv[1]);
  while (const auto got = stream.next()) {
    if (const auto* error = std::get_if<dragoman::InputError>(&*got)) {
      std::cerr << print(*error) << '\n';
      continue;
    }
    const auto& report = std::get<dragoman::Report>(*got);
    std::cout << "# newdoc id = " << report.id << '\n';
    for (const dragoman::Sentence& sentence : dragoman::split_sentences(report.text))
      print_sentence(report.text, sentence, true);
  }
}
