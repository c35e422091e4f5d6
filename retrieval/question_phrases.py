"""How people ask, with accents: what official texts lack and the language model must know."""

from retrieval.vocabulary import phrases

# Written for this project. Each is a line of its own to the model.
PHRASES = phrases("""
    ai, ai ký, ai là, ai là người, ai đã, ai chủ trì, ai chủ trì hội nghị, ai phụ trách, ai được,
    ai có thể, ai ban hành, ai chịu trách nhiệm, do ai ký, do ai ban hành, của ai, cho ai, với ai,
    tên là gì, tên của, tên gì, tên ai, người nào, những ai, bởi ai, ai vậy, bao nhiêu,
    là bao nhiêu, có bao nhiêu, bao nhiêu người, bao nhiêu tiền, bao nhiêu ngày, bao nhiêu tuổi,
    bao nhiêu phần trăm, bao nhiêu đại biểu, bao nhiêu lần, bao nhiêu xã, bao nhiêu tỉnh,
    bao nhiêu điểm, bao nhiêu nhiệm vụ, hết bao nhiêu, được bao nhiêu, tổng cộng bao nhiêu,
    chiếm bao nhiêu phần trăm, tối đa bao nhiêu, tối thiểu bao nhiêu, mức bao nhiêu, mấy,
    mấy người, mấy ngày, mấy giờ, mấy lần, mấy năm, mấy tháng, mấy xã, số mấy, thứ mấy, ngày mấy,
    tháng mấy, năm mấy, có mấy, điều mấy, khoản mấy, khi nào, từ khi nào, lúc nào, bao giờ,
    đến bao giờ, từ bao giờ, bao lâu, trong bao lâu, mất bao lâu, ngày nào, từ ngày nào,
    hôm nào, họp hôm nào, tháng nào, năm nào, vào năm nào, vào ngày nào, thời gian nào,
    vào thời gian nào, giờ nào, hạn chót là ngày nào, hạn cuối là khi nào, trước ngày nào, ở đâu,
    tại đâu, đâu, từ đâu, đi đâu, đến đâu, nằm ở đâu, họp ở đâu, tổ chức ở đâu, diễn ra ở đâu,
    chỗ nào, nơi nào, địa chỉ ở đâu, gì, là gì, cái gì, điều gì, việc gì, những gì, làm gì, có gì,
    về gì, về cái gì, về vấn đề gì, nói gì, nói về gì, nói về cái gì, quy định gì, quy định những
    gì, gồm những gì, bao gồm những gì, được gì, cần gì, cần những gì, phải làm gì, để làm gì,
    vì lý do gì, nội dung gì, mục đích gì, nghĩa là gì, tức là gì, được gọi là gì, viết tắt của
    từ gì, loại gì, kiểu gì, thuộc loại gì, thế nào, như thế nào, ra sao, làm sao, làm thế nào,
    bằng cách nào, thế nào là, được quy định như thế nào, được tính thế nào, xử lý thế nào,
    xử phạt thế nào, vì sao, tại sao, sao lại, nào, cái nào, văn bản nào, nghị quyết nào, chỉ thị
    nào, nghị định nào, luật nào, thông tư nào, điều nào, khoản nào, đơn vị nào, cơ quan nào,
    tỉnh nào, xã nào, huyện nào, thành phố nào, nước nào, quốc gia nào, đồng chí nào, nhóm nào,
    loại nào, những loại nào, những đối tượng nào, đối tượng nào, trường hợp nào, trong trường
    hợp nào, những nhiệm vụ nào, lĩnh vực nào, đội nào, bên nào, ngành nào, môn nào, cấp nào,
    trường nào, công ty nào,
    có không, có được không, được không, có phải không, phải không, đúng không, đúng hay sai,
    có hay không, hay không, hay chưa, chưa, đã có chưa, xong chưa, đúng không ạ, có bị phạt
    không, có phải nộp không, có được phép không, có cần không, hôm nay, hôm qua, ngày mai,
    hiện nay, bây giờ, năm nay, năm ngoái, năm sau, tháng này, tuần này, tuần sau, sáng nay,
    chiều nay, tối nay, vừa rồi, mới nhất, gần đây, gần nhất, sắp tới, cho hỏi, cho mình hỏi,
    cho em hỏi, cho tôi hỏi, xin hỏi, xin cho hỏi, cho biết, cho em biết, cho tôi biết, cho xin,
    cho em xin, cho mình xin, cho xin văn bản, giúp em, giúp mình, giúp tôi, giúp với, tìm giúp,
    tìm giúp em, tra giúp, tra cứu, xem giúp, mình muốn biết, em muốn hỏi, tôi muốn hỏi, anh ơi,
    chị ơi, em ơi, bot ơi, mọi người ơi, các anh chị ơi, các anh chị cho em hỏi, ai biết không,
    ạ, vậy ạ, thế ạ, không ạ, nhỉ, nhé, vậy, thế, à, hả, với ạ, dạ, vâng, xin chào, chào bạn,
    cảm ơn, cám ơn, liệt kê, liệt kê các, kể tên, kể ra, nêu, nêu rõ, hãy nêu, hãy cho biết, hãy
    kể, tóm tắt, nội dung chính, nội dung của, toàn văn, mở văn bản, tìm văn bản, gửi file,
    xem nghị quyết, có hiệu lực từ ngày nào, có hiệu lực khi nào, hết hiệu lực khi nào, còn hiệu
    lực không, thay thế văn bản nào, bị thay thế bởi, ban hành ngày nào, ban hành khi nào,
    ký ngày nào, số bao nhiêu, của tỉnh nào, nhiều nhất, ít nhất, lớn nhất, nhỏ nhất, cao nhất,
    thấp nhất, dài nhất, đầu tiên, cuối cùng, đầu tiên là gì, cuối cùng là ai, tối đa, tối thiểu,
    có đúng không, họp ở đâu vậy, mấy giờ họp, lịch họp, hạn nộp, hạn nộp báo cáo, nộp báo cáo
    khi nào, mức phạt là bao nhiêu, phạt bao nhiêu, mức chi, mức hỗ trợ là bao nhiêu, lương bao
    nhiêu, phụ cấp bao nhiêu, kinh phí bao nhiêu, học phí bao nhiêu, tiền thưởng là bao nhiêu,
    diện tích là bao nhiêu, dân số là bao nhiêu, tỷ lệ bao nhiêu, chỉ tiêu bao nhiêu, mục tiêu
    là gì, nhiệm vụ là gì, giải pháp nào, ý nghĩa gì, vai trò gì, chức vụ gì, làm chức gì, bí thư
    là ai, chủ tịch là ai, chủ tịch nước là ai, giám đốc là ai, ai làm, ai đứng đầu, ai viết,
    ai thắng, ai thua, đã làm gì, đã xảy ra, xảy ra khi nào, xảy ra ở đâu, chuyện gì, điều gì đã,
    cái gì đã, sinh ra ở đâu, sinh năm nào, mất năm nào, thành lập năm nào, được thành lập khi
    nào, bắt đầu từ khi nào, kết thúc khi nào, thời tiết, thời tiết hôm nay, giá vàng hôm nay
""")
